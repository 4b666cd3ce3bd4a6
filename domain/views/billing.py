"""What the billing centre asks: what is due, what a run will bill, who was left out, and where the numbers went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.billing.backlog import Backlog
from domain.billing.invoice import InvoiceKind
from domain.billing.preview_run import RunLine, RunPart
from domain.billing.register import NumberState
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Money
from domain.views.office_rows import Found, Ref, RunRow
from domain.views.settlement import DepositSum

REGISTER_ROWS = 200
"""Numbers of one answer: more than a person reads at once."""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A contract that is still due because the newest run that met it left it out."""

    contract: Ref
    customer_id: CustomerId
    customer: str
    due_since: date
    code: str
    facts: Mapping[str, object]
    run_id: UUID
    at: datetime

    @property
    def is_backlog(self) -> bool:
        """It waits for a person's word; nothing is wrong with it."""
        return self.code == Backlog.code


@dataclass(frozen=True, slots=True)
class BillingState:
    """The billing of the house on `day`. `due_since` None: nothing is due; `runs` newest first.

    `deposits` are asked for while no run is under way.
    """

    day: date
    due_contracts: int
    due_customers: int
    due_since: date | None
    runs: tuple[RunRow, ...]
    skipped: Found[SkippedRow]
    deposits: tuple[DepositSum, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewPart:
    """The next customers' part of a run. `last_customer` None: there are no more; else ask for what comes after it.

    `due_until`: the run writes what was due by that day.
    """

    part: RunPart
    customers: int
    last_customer: CustomerId | None
    due_until: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds the bills of a contract back. `until` is the first day on which a run may bill it again."""

    until: date
    reason: str
    who: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One contract whose bill waits. `issue_on` is the night that writes it if nobody does anything."""

    line: RunLine
    due_since: date | None
    issue_on: date
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """The next customers' part of what waits. `last_customer` as in PreviewPart."""

    rows: tuple[ReviewRow, ...]
    review_days: int
    customers: int
    last_customer: CustomerId | None


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series of numbers, such as "R-2026", and how many of it were drawn."""

    series: str
    drawn: int


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One drawn number: its document, or who made it void and why, or nothing when it is missing."""

    number: str
    series: str
    series_number: int
    state: NumberState
    on: date | None = None
    invoice_id: InvoiceId | None = None
    kind: InvoiceKind | None = None
    customer: str = ""
    gross: Money | None = None
    reason: str = ""
    who: str = ""
    customer_id: CustomerId | None = None
    net: Money | None = None
    vat: Money | None = None


class BillingQuestions(Protocol):
    def billing_state(self) -> BillingState: ...

    def preview_run(self, day: date, after: CustomerId | None = None, *, is_nightly: bool = False) -> PreviewPart:
        """What a run on `day` would write for the next customers, in the order of their ids; nothing is locked.

        `is_nightly`: the run by itself, which leaves out what waits for review.
        """
        ...

    def bills_in_review(self, after: CustomerId | None = None) -> ReviewPart:
        """What is due and not written yet because it waits for review or is held back, for the next customers."""
        ...

    def held_bills(self, contract_id: ContractId) -> Held | None:
        """None: runs bill the contract."""
        ...

    def number_series(self) -> tuple[SeriesRow, ...]:
        """Newest year first."""
        ...

    def number_register(
        self, series: str, before: int | None = None, limit: int = REGISTER_ROWS
    ) -> tuple[RegisterRow, ...]:
        """The newest numbers of a series, or those below `before`: without gaps, a missing one stands as missing."""
        ...
