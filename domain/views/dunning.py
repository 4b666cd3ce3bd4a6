"""What the screens of dunning and collection ask, and the rows that answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domain.collection.model import CollectionCase, CollectionId, Stage, Step
from domain.dunning.instalments import InstalmentPlan
from domain.dunning.model import Hold, Item, Notice, NoticeId, Spared
from domain.dunning.paper import DebtSheet
from domain.dunning.settings import DunningSettings
from domain.dunning.stages import Step as DunningStep
from domain.ids import AssetId, ContractId, CustomerId, InvoiceId
from domain.money import Money
from domain.views.office_rows import Found


class BoardFilter(StrEnum):
    """READY: a letter is due today. DRAFT: written and not sent. LAST: all letters sent, nothing handed over yet."""

    ALL = "all"
    READY = "ready"
    DRAFT = "draft"
    HELD = "held"
    LAST = "last"


class CaseFilter(StrEnum):
    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Who:
    """A customer as a row names them."""

    id: CustomerId
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """One letter that would be written now."""

    who: Who
    notice: Notice

    @property
    def numbers(self) -> str:
        return ", ".join(each.item.number for each in self.notice.items)


@dataclass(frozen=True, slots=True)
class SparedRow:
    """One item about which no letter would be written now, and why."""

    who: Who
    item: Item
    why: Spared
    until: date | None = None


@dataclass(frozen=True, slots=True)
class RunPreview:
    """`unknown_from`: from that day on no base rate is known, so interest is not claimed. None: all are."""

    ready: tuple[ReadyRow, ...]
    spared: tuple[SparedRow, ...]
    unknown_from: date | None = None


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One customer who owes something overdue, in one currency. `level` is the highest that was written, `days` are
    those of the oldest item; `why` tells why no letter is due (None: one is)."""

    who: Who
    debt: Money
    claims: Money
    items: int
    days: int
    level: int
    level_name: str
    sent_on: date | None
    next_on: date | None
    why: Spared | None
    things: int


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Who owes and still holds what. `worth` by the owner's table of losses, None: unknown."""

    who: Who
    asset_id: AssetId
    code: str
    title: str
    contract: str
    worth: Money | None
    owing: Money
    level: int
    days: int


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A letter as it was written. `sent_on` None: it waits; `is_dropped`: it never went out."""

    id: NoticeId
    number: str
    on: date
    level: int
    level_name: str
    debt: Money
    claims: Money
    pay_until: date
    sent_on: date | None
    by_post: bool = False
    is_dropped: bool = False
    is_waived: bool = False
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """`why` None: its next letter is due today. `interest`: what it would bear until today, claimed and not."""

    item: Item
    days: int
    interest: Money
    next_on: date | None
    why: Spared | None


@dataclass(frozen=True, slots=True)
class Arrears:
    """What is overdue of one running contract. `months` by its price, in tenths; `may_end`: section 543 (2) no. 3 BGB
    allows to end it: two dates in a row, or two months' rent."""

    contract_id: ContractId
    number: str
    version: int
    overdue: Money
    tenths: int
    in_a_row: int
    may_end: bool


@dataclass(frozen=True, slots=True)
class CustomerDunning:
    """`hand_over` None: nothing is ready for a collection partner."""

    items: tuple[ItemRow, ...]
    holds: tuple[Hold, ...]
    plans: tuple[tuple[InstalmentPlan, Money], ...]
    notices: tuple[NoticeRow, ...]
    cases: tuple[CollectionCase, ...]
    arrears: tuple[Arrears, ...]
    sums: tuple[Money, ...]
    hand_over: Money | None = None


@dataclass(frozen=True, slots=True)
class InvoiceStepRow:
    step: DunningStep
    level: int
    on: date
    at: datetime
    who: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceDunning:
    """`row` None: nothing of it is open, or it is not due."""

    row: ItemRow | None
    holds: tuple[Hold, ...]
    steps: tuple[InvoiceStepRow, ...]
    written_off: UUID | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    case: CollectionCase
    who: Who
    open: Money
    moved_on: date
    fees: Money


@dataclass(frozen=True, slots=True)
class CaseStepRow:
    step: Step
    on: date
    at: datetime
    who: str
    amount: Money | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseItemRow:
    invoice_id: InvoiceId
    number: str
    due_on: date
    gross: Money
    open: Money
    is_claim: bool
    written_off: UUID | None = None


@dataclass(frozen=True, slots=True)
class CasePage:
    """`proposed_by`: who proposed it. `things`: what the customer still has."""

    row: CaseRow
    items: tuple[CaseItemRow, ...]
    steps: tuple[CaseStepRow, ...]
    things: tuple[HolderRow, ...]
    proposed_by: str
    proposed_at: datetime

    @property
    def stage(self) -> Stage:
        return self.row.case.stage


class DunningQuestions(Protocol):
    """Raises AppErrors."""

    def preview(self) -> RunPreview:
        """What a run would write today, by the run's own function."""
        ...

    def board(self, text: str, choice: BoardFilter) -> Found[BoardRow]: ...

    def holders(self) -> Found[HolderRow]: ...

    def customer(self, customer_id: CustomerId) -> CustomerDunning: ...

    def invoice(self, invoice_id: InvoiceId) -> InvoiceDunning: ...

    def cases(self, text: str, choice: CaseFilter) -> Found[CaseRow]: ...

    def case(self, ref: str) -> CasePage:
        """Raises UnknownCollection."""
        ...

    def bundle(self, case_id: CollectionId) -> Mapping[str, bytes]:
        """The files of a hand-over by name: a manifest and the papers that are kept; the covering letter is drawn
        from `hand_over`."""
        ...

    def hand_over(self, case_id: CollectionId) -> DebtSheet:
        """The covering letter of a hand-over. Raises UnknownCollection."""
        ...

    def settings(self) -> DunningSettings: ...
