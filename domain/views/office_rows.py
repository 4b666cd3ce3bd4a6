"""What the back office sees: plain rows, money as `Money`, days as `date`, codes as enums, nothing translated."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from domain.billing.e_invoice import Lack
from domain.billing.final_statement import FinalStatementSheet
from domain.billing.invoice import InvoiceKind
from domain.billing.invoice_sheet import InvoiceSheet
from domain.billing.next_invoices import NextInvoice
from domain.billing.preview_run import RunSum
from domain.billing.recurring import NOTHING, Recurring
from domain.billing.run import RunState
from domain.billing.settlement import DocumentState
from domain.catalog.model import ProductKind
from domain.catalog.plan import PricePlan
from domain.contracts.compared import Difference
from domain.contracts.model import Contract
from domain.contracts.status import Status as ContractStatus
from domain.customers.model import Customer, CustomerKind
from domain.customers.timeline import CustomerChange
from domain.deliveries.schedule import Delivery
from domain.ids import (
    AssetId,
    ContractId,
    ContractLineId,
    CustomerId,
    InvoiceId,
    OrderId,
    ShipmentId,
    VariantId,
)
from domain.money import Money
from domain.orders.cancel_order import is_untouched
from domain.orders.model import OrderStatus, Treatment
from domain.period import Interval
from domain.settings.cancellations import CancellationSettings
from domain.shipping.model import ShipmentStatus
from domain.views.goods_rows import ExpectedRow, ParcelRow
from domain.views.notes import NoteRow
from domain.views.plan_options import PlanOption, ThingOption
from domain.views.settlement import CustomerBalance, DepositSum, EntryRow

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Rows of a list. `has_more`: there are others beyond the limit, so the person should narrow the question."""

    rows: tuple[T, ...]
    has_more: bool = False


class Ref(NamedTuple):
    """A thing that has a page of its own; `number` as people read it."""

    id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """`recurring` is as it was ordered, `once` is charged a single time. `done` of `wanted` pieces are packed.

    `in_check`: it waits for its check.
    """

    id: OrderId
    number: str
    placed_on: date
    status: OrderStatus
    customer_id: CustomerId
    customer: str
    city: str
    recurring: Recurring
    once: Money
    done: int
    wanted: int
    shipment: ShipmentStatus | None
    in_check: bool = False


@dataclass(frozen=True, slots=True)
class OrderLineRow:
    """`price` is for one piece, every `rhythm`; None: charged once."""

    position: int
    title: str
    treatment: Treatment
    quantity: int
    price: Money
    plan: str
    rhythm: Interval | None


@dataclass(frozen=True, slots=True)
class ShipmentRow:
    """`dispatched_at` None: it is still here."""

    id: ShipmentId
    number: str
    status: ShipmentStatus
    done: int
    wanted: int
    dispatched_at: datetime | None


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """`net`, `vat` and `gross` as on the document: a credit note has positive amounts. `corrects` names an invoice.

    `contracts` are the numbers of the contracts it is about, in order. `used` was settled of it (taken from it, if it
    is a credit note); `state` is without the day.
    """

    id: InvoiceId
    number: str
    kind: InvoiceKind
    issued_on: date
    due_on: date
    customer_id: CustomerId
    customer: str
    net: Money
    vat: Money
    gross: Money
    corrects: str | None = None
    contracts: tuple[str, ...] = ()
    used: Money | None = None
    state: DocumentState = DocumentState.OPEN

    @property
    def open(self) -> Money:
        """What is left to pay; nothing for a credit note."""
        is_credit = self.kind is InvoiceKind.CREDIT_NOTE
        return Money(0, self.gross.currency) if is_credit else self.gross - (self.used or Money(0, self.gross.currency))

    def state_on(self, day: date) -> DocumentState:
        """With what only the day tells: an invoice is overdue once it should have been paid."""
        is_late = self.kind is InvoiceKind.INVOICE and self.due_on < day and self.open
        return DocumentState.OVERDUE if is_late else self.state

    @property
    def signed(self) -> Money:
        """What the customer owes by it: negative for a credit note."""
        return -self.gross if self.kind is InvoiceKind.CREDIT_NOTE else self.gross


@dataclass(frozen=True, slots=True)
class OrderPage:
    """`start_on`: the first day of its contracts, None while none has begun."""

    row: OrderRow
    note: str
    customer: Customer
    lines: tuple[OrderLineRow, ...]
    contracts: tuple[Ref, ...]
    shipments: tuple[ShipmentRow, ...]
    invoices: tuple[InvoiceRow, ...]
    start_on: date | None = None

    def may_cancel(self, day: date) -> bool:
        left = [shipment.dispatched_at for shipment in self.shipments]
        return self.row.status is not OrderStatus.CANCELLED and is_untouched(self.start_on, left, day)


@dataclass(frozen=True, slots=True)
class OfferedVariant:
    """A variant as it can be ordered. `free` are things ready in stock (0 for a service); `plans` may be empty."""

    id: VariantId
    sku: str
    title: str
    category: str
    kind: ProductKind
    free: int
    plans: tuple[PricePlan, ...]


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """`open_sums` are the invoices minus the credit notes, one amount a currency. `held` are things out now.

    `open_now` is what is left to pay.
    """

    id: CustomerId
    number: str
    name: str
    company: str
    kind: CustomerKind
    city: str
    email: str
    has_address: bool
    running: int
    held: int
    open_sums: tuple[Money, ...]
    open_now: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A thing assigned to a contract line. `until` None: it is there now. `is_due_back`: its return is announced."""

    asset_id: AssetId
    code: str
    serial: str
    title: str
    since: datetime
    until: datetime | None
    contract_id: ContractId
    contract: str
    line_id: ContractLineId
    variant_id: VariantId
    is_due_back: bool = False


@dataclass(frozen=True, slots=True)
class ContractRow:
    """`title` is the first line's, `more` how many others there are. `recurring` is that of today."""

    id: ContractId
    number: str
    status: ContractStatus
    customer_id: CustomerId
    customer: str
    title: str
    more: int
    recurring: Recurring
    start_on: date | None
    end_on: date | None
    next_due_on: date | None


@dataclass(frozen=True, slots=True)
class CustomerPage:
    customer: Customer
    registered_at: datetime
    open_sums: tuple[Money, ...]
    contracts: tuple[ContractRow, ...]
    orders: tuple[OrderRow, ...]
    invoices: tuple[InvoiceRow, ...]
    held: tuple[HeldRow, ...]
    changes: tuple[CustomerChange, ...] = ()
    open_now: tuple[Money, ...] = ()
    balances: tuple[CustomerBalance, ...] = ()
    deposits: tuple[DepositSum, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """One saved change of a contract. `subject` is the name of its command, `reason` what the person wrote.

    `cause` is one of the owner's reasons why contracts end, "" for all else. `by_person` False: a day, a parcel or a
    campaign changed it, and `who` is "". `is_billed`: a document was written since.
    """

    at: datetime
    subject: str
    who: str
    reason: str
    differences: tuple[Difference, ...]
    by_person: bool
    is_billed: bool
    cause: str = ""


@dataclass(frozen=True, slots=True)
class ContractPage:
    """`upcoming` are the next documents; for a draft as if its goods left on `as_if_left_on` (else None).

    `returnable` are the lines of which something is out and not yet announced, with the number of pieces.
    `changes` are the last ones, newest first.
    `due_back` is the last day agreed for what is announced, None: nothing is. `deliveries` are the last and the next.
    `plans` are those that lines may change to, `things` what may join. `parcels` are the newest shipments, `expected`
    the returns to come. `cancellations`: the reasons to choose from when it ends.
    """

    contract: Contract
    customer: Customer
    order: Ref | None
    shipments: tuple[ShipmentRow, ...]
    held: tuple[HeldRow, ...]
    invoices: tuple[InvoiceRow, ...]
    upcoming: tuple[NextInvoice, ...]
    as_if_left_on: date | None
    returnable: tuple[tuple[ContractLineId, int], ...]
    due_back: date | None
    changes: tuple[ChangeTold, ...]
    notes: tuple[NoteRow, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    plans: tuple[PlanOption, ...] = ()
    parcels: tuple[ParcelRow, ...] = ()
    expected: tuple[ExpectedRow, ...] = ()
    notes_away: tuple[NoteRow, ...] = ()
    things: tuple[ThingOption, ...] = ()
    cancellations: CancellationSettings = field(default_factory=CancellationSettings)


@dataclass(frozen=True, slots=True)
class ReturnPreview:
    """What an announced return will cause. `last_day` is the last one charged, if it is here in time.

    `before` and `after` are the next documents without and with the return; `stops_now`: by the plan's rule billing
    ends with the request. `recurring` is what full periods of all that goes on cost from the day after; empty:
    nothing goes on. `due_end_on` is the last day that notice given today would lead to, where the contract ends sooner
    by this return; None: it does not. `unchanged` are lines of which only a part comes: their price goes on as it is.
    """

    pieces: int
    stops_now: bool
    last_day: date
    before: tuple[NextInvoice, ...]
    after: tuple[NextInvoice, ...]
    recurring: Recurring = NOTHING
    due_end_on: date | None = None
    unchanged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InvoicePage:
    """`sheet` holds what the paper says. `corrected_by` are credit notes against it.

    `entries` is what was booked on it, `statement` the final statement of the deposit that it gives back.
    `lacks`: why it can be no e-invoice as things stand, where it ought to be one. `came_along`: it was written in
    another system, and there is no paper of ours.
    """

    row: InvoiceRow
    sheet: InvoiceSheet
    customer_id: CustomerId
    contracts: tuple[Ref, ...]
    orders: tuple[Ref, ...]
    corrects: Ref | None
    corrected_by: tuple[Ref, ...]
    entries: tuple[EntryRow, ...] = ()
    statement: FinalStatementSheet | None = None
    lacks: tuple[Lack, ...] = ()
    came_along: bool = False


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """A document as it was sent: PDF bytes with the name of its file."""

    file_name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FailureRow:
    """A contract that a run left out: the code and facts of the refusal."""

    contract: Ref
    code: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class RunRow:
    """A billing run. `finished_at` None: it is under way, and `invoices` are all its documents so far.

    `who` asked for it; "": the night did. `only_contracts` 0: all that was due. `sums` are there when it has ended,
    one a currency.
    """

    id: UUID
    as_of: date
    started_at: datetime
    finished_at: datetime | None
    invoices: int
    failures: tuple[FailureRow, ...]
    state: RunState = RunState.DONE
    who: str = ""
    only_contracts: int = 0
    customers: int = 0
    customers_done: int = 0
    credit_notes: int = 0
    sums: tuple[RunSum, ...] = ()
    moved_at: datetime | None = None
    is_ending: bool = False

    @property
    def documents(self) -> int:
        """Invoices and credit notes together."""
        return self.invoices + self.credit_notes
