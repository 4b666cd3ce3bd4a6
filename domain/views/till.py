"""What screens ask about tills: who may work which, their receipts, drawers and day reports."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.ids import CustomerId, PersonId
from domain.money import Money
from domain.till.day_report import ReportId
from domain.till.drawer import DrawerEntry, SessionStatus
from domain.till.model import Receipt, ReceiptId, ReceiptKind, Till, TillId, Way
from domain.till.printed import DayPaper, ReceiptPaper

LIMIT = 500


@dataclass(frozen=True, slots=True)
class TillRow:
    """`is_mine`: the login that asks may work it. `open_since` None: its drawer is closed. `unreported`: receipts since
    the last day report. `price_percent`: how far below the plan whoever asks may agree a price here."""

    till: Till
    store: str
    is_mine: bool
    status: SessionStatus
    open_since: datetime | None
    unreported: int
    last_number: str
    price_percent: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """`ways` in the order they were paid; `voided_by` "": it stands."""

    receipt_id: ReceiptId
    number: str
    kind: ReceiptKind
    at: datetime
    person: str
    till: str
    store: str
    title: str
    customer_id: CustomerId | None
    customer: str
    gross: Money
    ways: tuple[Way, ...]
    voids: str
    voided_by: str


class ReceiptFilter(StrEnum):
    """Which receipts are listed."""

    ALL = "all"
    SALES = "sales"
    PAYMENTS = "payments"
    BACK = "back"
    CASH = "cash"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class ReceiptQuestion:
    """`words`: a part of the number, of a line's title or of a customer's number. Days are both included."""

    words: str = ""
    wanted: ReceiptFilter = ReceiptFilter.ALL
    till_id: TillId | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """`agreed`: who agreed that it is taken back. `void_limit`: above it somebody has to."""

    paper: ReceiptPaper
    row: ReceiptRow
    agreed: tuple[str, ...]
    void_limit: Money

    @property
    def receipt(self) -> Receipt:
        return self.paper.receipt


@dataclass(frozen=True, slots=True)
class DrawerRow:
    """An entry of the drawer with the name of who made it, and its receipt's number."""

    entry: DrawerEntry
    person: str
    receipt: str


@dataclass(frozen=True, slots=True)
class DrawerPage:
    """The drawer as a person at the till sees it: `rows` of the session that is open, the newest first.

    `left_in`: what the last session left there. `counted` None: not since money moved.
    """

    row: TillRow
    left_in: Money
    counted: Money | None
    difference: Money | None
    rows: tuple[DrawerRow, ...]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """`difference` None: it had no drawer."""

    report_id: ReportId
    till: str
    store: str
    z: int
    at: datetime
    person: str
    receipts: int
    gross: Money
    cash: Money
    card: Money
    difference: Money | None


class TillQuestions(Protocol):
    """Lists are newest first and at most LIMIT long."""

    def tills(self) -> tuple[TillRow, ...]:
        """All that are not closed come first, by code."""
        ...

    def people(self) -> tuple[tuple[PersonId, str], ...]:
        """Who works here, by name."""
        ...

    def drawer(self, till_id: TillId) -> DrawerPage:
        """Raises UnknownTill."""
        ...

    def receipts(self, asked: ReceiptQuestion) -> tuple[ReceiptRow, ...]: ...

    def receipt(self, ref: str, *, is_copy: bool = True) -> ReceiptPage:
        """By id or number. Raises UnknownReceipt."""
        ...

    def reports(self, till_id: TillId | None = None) -> tuple[ReportRow, ...]: ...

    def report(self, report_id: ReportId) -> DayPaper:
        """Raises UnknownReport."""
        ...

    def look(self, till_id: TillId) -> DayPaper:
        """What the day report would say now; its drawer only once it is counted. Raises UnknownTill."""
        ...
