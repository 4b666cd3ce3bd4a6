"""What the page of bookkeeping asks: what waits for the accountant, the files so far, and the export for an audit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.bookkeeping.accounts import Slot
from domain.bookkeeping.audit import AuditTable
from domain.bookkeeping.bookings import Lack
from domain.bookkeeping.facts import ExportId
from domain.business import Business
from domain.money import Money
from domain.views.office_rows import StoredPaper


@dataclass(frozen=True, slots=True)
class WaitingMonth:
    """`first` is its first day; documents and entries that no file holds yet."""

    first: date
    documents: int
    entries: int

    @property
    def count(self) -> int:
        return self.documents + self.entries


@dataclass(frozen=True, slots=True)
class AccountSum:
    """What one account other than the customers' gets. `rows` postings, debit and credit as on that account.

    `slot` None: revenue at a rate of home.
    """

    account: int
    slot: Slot | None
    rows: int
    debit: Money
    credit: Money


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """What the file of a month would hold. `waiting` is what the command wants to have been seen.

    `is_ready`: the settings name the accountant. `left_out`: what is lacking, and of how many documents and entries.
    """

    first: date
    last: date
    waiting: int
    taken: int
    rows: int
    debit: Money
    credit: Money
    accounts: tuple[AccountSum, ...]
    left_out: tuple[tuple[Lack, int], ...]
    is_ready: bool
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A file that was handed out. `facts` are the documents and entries in it."""

    id: ExportId
    file_name: str
    first: date
    last: date
    rows: int
    facts: int
    debit: Money
    made_at: datetime
    who: str


class BookkeepingQuestions(Protocol):
    def waiting_months(self) -> tuple[WaitingMonth, ...]:
        """The oldest first: it is the next to be handed out."""
        ...

    def preview(self, first: date) -> ExportPreview:
        """Of the month that begins so; the rows are those of the command, without the write."""
        ...

    def exports(self) -> tuple[ExportRow, ...]:
        """The newest first."""
        ...

    def export(self, export_id: ExportId) -> StoredPaper:
        """The very bytes that were handed out. Raises UnknownExport."""
        ...

    def years(self) -> tuple[int, ...]:
        """In which something was issued or booked; the newest first."""
        ...

    def audit(self, first: date, last: date) -> Iterator[tuple[AuditTable, Iterator[Sequence[object]]]]:
        """Each table of an audit's export with its rows, read bit by bit: each before the next is asked for."""
        ...

    def seller(self) -> Business:
        """Who hands it over."""
        ...
