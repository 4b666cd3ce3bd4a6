"""What the customers' pages ask. Everything but the sign-in is asked within a session, and is about its customer."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from domain.application import Command
from domain.assets.label_sheet import Label
from domain.billing.invoice import InvoiceKind
from domain.billing.next_invoices import NextInvoice
from domain.billing.recurring import Recurring
from domain.business import Business
from domain.cancellations.receipt_sheet import ReceiptSheet
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.contracts.model import Contract
from domain.contracts.payment import Payment, PaymentMethod
from domain.contracts.preview_change import ChangePreview
from domain.customers.model import Customer
from domain.deliveries.schedule import Delivery
from domain.errors import AppError, NotFound, RuleViolation
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, InvoiceId, ReturnId
from domain.money import Money
from domain.payments.attempt import MethodId
from domain.payments.method_links import MethodLink
from domain.payments.methods import EndReason
from domain.returns.model import Purpose, Way
from domain.returns.stages import Stage as ReturnStage
from domain.settings.cancellations import CancellationSettings
from domain.settings.portal import PortalSettings
from domain.settings.returns import ReturnSettings
from domain.views.buyouts import AcceptPreview, OfferTold
from domain.views.office_rows import ReturnPreview, StoredPaper
from domain.views.plan_options import PlanOption
from domain.views.quotes import QuoteDoor
from domain.views.swaps import SwapPage, SwapPreview


class NotYours(NotFound):
    """There is no such page for this customer: whether it is another's or nobody's is not told."""

    code = "not_yours"


class TooManyWishes(RuleViolation):
    """More within an hour than a person would ask for."""

    code = "too_many_wishes"


@dataclass(frozen=True, slots=True)
class Filed:
    """A wish as it was taken in; the worker carries it out."""

    wish_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a wish. Neither `is_done` nor `refusal`: it waits. `event`: what the command did, as kept."""

    at: datetime
    is_done: bool = False
    refusal: AppError | None = None
    event: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnThing:
    """A thing that is with the customer. `problem`: the number of an open report, "" for none."""

    asset_id: AssetId
    code: str
    serial: str
    title: str
    since: datetime
    contract_id: ContractId
    contract: str
    line_id: ContractLineId
    is_due_back: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class OwnContract:
    """One contract in the overview. `next`: the documents of the next day on which one is written; empty: none is."""

    contract: Contract
    recurring: Recurring
    next: tuple[NextInvoice, ...]


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """`open` is what is left to pay of an invoice; for credit notes zero."""

    id: InvoiceId
    number: str
    kind: InvoiceKind
    issued_on: date
    due_on: date | None
    gross: Money
    open: Money
    has_paper: bool
    method: str = "transfer"


@dataclass(frozen=True, slots=True)
class WayToPay:
    """A method that the customer left with us. `shown`: what they know it by."""

    id: MethodId
    kind: PaymentMethod
    shown: str


@dataclass(frozen=True, slots=True)
class LostWay:
    """The last method of somebody who pays by one, and has none left that could be charged."""

    kind: PaymentMethod
    shown: str
    why: EndReason


@dataclass(frozen=True, slots=True)
class OwnReturn:
    """A return with its things by name. `label` is printed on its slip."""

    id: ReturnId
    number: str
    stage: ReturnStage
    purpose: Purpose
    way: Way
    return_until: date | None
    things: tuple[str, ...]
    label: Label


@dataclass(frozen=True, slots=True)
class Overview:
    contracts: tuple[OwnContract, ...]
    things: tuple[OwnThing, ...]
    open_items: tuple[OwnDocument, ...]
    returns: tuple[OwnReturn, ...]
    balances: tuple[Money, ...]
    offers: tuple[OfferTold, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a contract's timeline. `what` is a code, `facts` are numbers, names and amounts."""

    on: date
    what: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ContractView:
    """`plans` are those that the seller's table allows. `withdraw_until` None: the time is over, or it is no
    consumer's. `swaps` None: it cannot be looked at."""

    contract: Contract
    recurring: Recurring
    things: tuple[OwnThing, ...]
    documents: tuple[OwnDocument, ...]
    upcoming: tuple[NextInvoice, ...]
    deliveries: tuple[Delivery, ...]
    plans: tuple[PlanOption, ...]
    offers: tuple[OfferTold, ...]
    returns: tuple[OwnReturn, ...]
    timeline: tuple[Step, ...]
    payment: Payment
    withdraw_until: date | None = None
    early_fee: Money | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class OwnCode:
    """The code for friends, "" when none was asked for; `rewards` are those that were earned."""

    code: str
    friends: int
    rewards: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """What the owner decided, as far as the pages need it."""

    portal: PortalSettings
    returns: ReturnSettings
    cancellations: CancellationSettings


Preview = ChangePreview | SwapPreview | AcceptPreview | tuple[ReturnPreview, ...] | tuple[ChangePreview, ...] | None
"""What a wish would cause; None: it costs nothing. A tuple: one for each contract."""


class CustomerPages(Protocol):
    """Within one transaction of one session."""

    @property
    def customer(self) -> Customer: ...

    @property
    def others(self) -> tuple[tuple[CustomerId, str, str], ...]:
        """Id, number and name of the customers with the same proved address."""
        ...

    @property
    def today(self) -> date: ...

    def settings(self) -> OwnSettings: ...

    def overview(self) -> Overview: ...

    def contract(self, ref: str) -> ContractView:
        """Raises NotYours."""
        ...

    def swaps(self, ref: str, wanted_on: date) -> SwapPage:
        """Raises NotYours."""
        ...

    def documents(self) -> tuple[OwnDocument, ...]:
        """Newest first."""
        ...

    def lost_way(self) -> LostWay | None:
        """None: nothing has to be left anew."""
        ...

    def ways_to_pay(self) -> tuple[WayToPay, ...]:
        """What has not ended or expired, the newest first; a mandate that lapsed is refused when it is to be used."""
        ...

    def is_under_way(self, invoice_id: InvoiceId) -> bool:
        """Whether a payment of it is planned, on its way, or nobody knows what became of it."""
        ...

    def paper(self, ref: str) -> StoredPaper:
        """The PDF of an own document by its number. Raises NotYours."""
        ...

    def own_return(self, ref: str) -> OwnReturn:
        """Raises NotYours."""
        ...

    def code_for_friends(self) -> OwnCode: ...

    def preview(self, command: Command) -> Preview:
        """Raises what the command would, and what `check_fields` does."""
        ...

    def file(self, command: Command, origin: bytes, wish_id: UUID | None = None) -> Filed:
        """Counts when the session is left. With the id of a wish that is filed, it is that one.

        Raises NotYours, TooManyWishes, and what `check_fields` does.
        """
        ...

    def outcome(self, wish_id: UUID) -> Outcome:
        """Raises NotYours."""
        ...

    def everything(self) -> Mapping[str, object]:
        """All that is kept about the customer, a table a key, as JSON values."""
        ...

    def papers(self) -> tuple[StoredPaper, ...]:
        """All own papers."""
        ...

    def ask_new_address(self, address: str, origin: bytes, language: str) -> UUID: ...

    def try_code(self, request_id: UUID, secret: str, origin: bytes) -> None:
        """Counts as one of five tries when the session is left."""
        ...

    def confirm_address(self, request_id: UUID, secret: str) -> bool:
        """After a try in an earlier session."""
        ...

    def act_for(self, customer_id: UUID) -> bool: ...

    def sign_out(self, *, everywhere: bool = False) -> None: ...


@dataclass(frozen=True, slots=True)
class Entered:
    """`turned`: the secret that takes the place of the one that was shown; "" when it stays."""

    pages: CustomerPages
    turned: str = ""


class CustomerDoor(QuoteDoor, Protocol):
    """What may be asked without a session; from any thread."""

    def business(self) -> Business: ...

    def portal_settings(self) -> PortalSettings: ...

    def ask_code(self, address: str, origin: bytes, language: str) -> UUID:
        """The same for every address, known or not."""
        ...

    def sign_in(self, request_id: UUID, secret: str, origin: bytes) -> str | None:
        """The secret of a new session; None: the code is wrong, old, used or tried too often."""
        ...

    def entered(self, token: str) -> AbstractContextManager[Entered | None]:
        """None: the secret opens nothing."""
        ...

    def declare(self, command: ReceiveDeclaration, origin: bytes) -> Filed:
        """Taken in at that instant, whoever it is. Raises TooManyWishes, and what the handler refuses at once."""
        ...

    def now(self) -> datetime: ...

    def open_method(self, secret: str) -> MethodLink:
        """For whoever has the secret of a letter that asks for a payment method."""
        ...

    def receipt(self, wish_id: UUID) -> ReceiptSheet:
        """Of a declaration of the last hours; its number is "" until it was carried out. Raises NotYours."""
        ...

    def outcome(self, wish_id: UUID) -> Outcome:
        """Of a declaration. Raises NotYours."""
        ...
