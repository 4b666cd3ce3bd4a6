"""What the screens of the back office ask. Answered by `storage/queries/office.py`; tests give a small fake."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.billing.invoice import InvoiceKind
from domain.contracts.changing import ContractChange
from domain.contracts.notes import NoteId
from domain.contracts.preview_change import ChangePreview
from domain.contracts.status import Status as ContractStatus
from domain.contracts.undo_change import UndoChange
from domain.errors import NotFound
from domain.ids import AssetId, ContractId, InvoiceId
from domain.orders.try_order import OrderTrial, TriedOrder
from domain.views.around import AroundQuestions
from domain.views.availability import AvailabilityQuestions
from domain.views.banking import BankQuestions
from domain.views.billing import BillingQuestions
from domain.views.bookkeeping import BookkeepingQuestions
from domain.views.buyouts import BuyoutQuestions
from domain.views.campaigns import CampaignQuestions
from domain.views.checks import CheckQuestions
from domain.views.declarations import DeclarationQuestions
from domain.views.dunning import DunningQuestions
from domain.views.imports import ImportQuestions
from domain.views.kpis import KpiQuestions
from domain.views.letters import LetterQuestions
from domain.views.losses import LossQuestions
from domain.views.loyalty import LoyaltyQuestions
from domain.views.matters import MatterQuestions
from domain.views.office_rows import (
    ContractPage,
    ContractRow,
    CustomerPage,
    CustomerRow,
    Found,
    InvoicePage,
    InvoiceRow,
    OfferedVariant,
    OrderPage,
    OrderRow,
    ReturnPreview,
    RunRow,
    StoredPaper,
)
from domain.views.payments import PaymentQuestions
from domain.views.quotes import QuoteQuestions
from domain.views.refunds import RefundQuestions
from domain.views.returns import ReturnQuestions
from domain.views.scans import ScanQuestions
from domain.views.settings import SettingsQuestions
from domain.views.setup import SetupQuestions
from domain.views.supplies import SupplyNeedQuestions
from domain.views.swaps import SwapQuestions
from domain.views.till import TillQuestions
from domain.views.transfers import TransferQuestions

LIMIT = 200
"""Rows of one list, unless asked otherwise: more than a person reads, little enough to be there at once."""


class UnknownInvoice(NotFound):
    """No invoice of this number, or this role may not see it."""

    code = "unknown_invoice"


@dataclass(frozen=True, slots=True)
class OrderQuestion:
    """`text` is looked for in numbers and names ("" for all)."""

    text: str = ""
    only_open: bool = True
    limit: int = LIMIT


@dataclass(frozen=True, slots=True)
class ContractQuestion:
    """`statuses` empty: all. `due_until`: only those whose next day of billing is not later."""

    text: str = ""
    statuses: tuple[ContractStatus, ...] = ()
    due_until: date | None = None
    limit: int = LIMIT


@dataclass(frozen=True, slots=True)
class InvoiceQuestion:
    """`issued_from` and `issued_until` are both included, None: unbounded. `kind` None: both.

    `only_open`: something is left to pay. `due_before`: it should have been paid before that day.
    """

    text: str = ""
    kind: InvoiceKind | None = None
    issued_from: date | None = None
    issued_until: date | None = None
    limit: int = LIMIT
    only_open: bool = False
    due_before: date | None = None


class OfficeQuestions(BillingQuestions, SettingsQuestions, SupplyNeedQuestions, Protocol):
    """Lists are newest first. A `ref` is an id as text or a number as people read it."""

    @property
    def campaigns(self) -> CampaignQuestions:
        """Announced changes of price."""
        ...

    @property
    def checks(self) -> CheckQuestions: ...

    @property
    def refunds(self) -> RefundQuestions: ...

    @property
    def surroundings(self) -> AroundQuestions:
        """What stands around a customer."""
        ...

    @property
    def quotes(self) -> QuoteQuestions:
        """What was offered to whom, and what came of it."""
        ...

    @property
    def payments(self) -> PaymentQuestions:
        """What is collected, by which methods."""
        ...

    @property
    def letters(self) -> LetterQuestions:
        """Letters on their way, their rules and words."""
        ...

    @property
    def bank(self) -> BankQuestions:
        """Transfers, files of the bank and for it."""
        ...

    @property
    def dunning(self) -> DunningQuestions:
        """Who owes what and was reminded how often; what a collection partner has."""
        ...

    @property
    def losses(self) -> LossQuestions:
        """Lost and stolen things, what leaves the books, customers who died or are insolvent."""
        ...

    @property
    def matters(self) -> MatterQuestions:
        """What is stuck, and who looks after it."""
        ...

    @property
    def tills(self) -> TillQuestions:
        """Tills, their receipts, drawers and day reports."""
        ...

    @property
    def transfers(self) -> TransferQuestions:
        """Contracts that go on with another person."""
        ...

    @property
    def bookkeeping(self) -> BookkeepingQuestions:
        """What others get of the books: the accountant, an audit."""
        ...

    @property
    def buyouts(self) -> BuyoutQuestions:
        """Purchases of rented things."""
        ...

    @property
    def swaps(self) -> SwapQuestions:
        """Swaps of rented things."""
        ...

    @property
    def kpis(self) -> KpiQuestions: ...

    @property
    def imports(self) -> ImportQuestions: ...

    @property
    def setup(self) -> SetupQuestions: ...

    @property
    def scans(self) -> ScanQuestions: ...

    @property
    def loyalty(self) -> LoyaltyQuestions:
        """Vouchers, friends and what staying is worth."""
        ...

    @property
    def declarations(self) -> DeclarationQuestions:
        """What the pages of declarations ask."""
        ...

    @property
    def availability(self) -> AvailabilityQuestions:
        """What is free when, and what is promised of it."""
        ...

    @property
    def returns(self) -> ReturnQuestions:
        """Returns and what is overdue."""
        ...

    def orders(self, question: OrderQuestion) -> Found[OrderRow]: ...

    def order(self, ref: str) -> OrderPage:
        """Raises UnknownOrder."""
        ...

    def offered(self, text: str, limit: int = 40) -> Found[OfferedVariant]:
        """Variants by name, number or GTIN; those without a price plan are among them."""
        ...

    def try_order(self, trial: OrderTrial) -> TriedOrder:
        """What the customer would pay. Raises OrderEmpty, UnknownCustomer, and what placing the order would."""
        ...

    def customers(self, text: str, limit: int = LIMIT) -> Found[CustomerRow]: ...

    def customer(self, ref: str) -> CustomerPage:
        """Raises UnknownCustomer."""
        ...

    def contracts(self, question: ContractQuestion) -> Found[ContractRow]: ...

    def contract(self, ref: str) -> ContractPage:
        """Raises UnknownContract."""
        ...

    def kept_file(self, note_id: NoteId) -> StoredPaper:
        """A file that is kept with a contract. Raises UnknownNote."""
        ...

    def preview_return(
        self, contract_id: ContractId, return_until: date, asset_ids: tuple[AssetId, ...] = ()
    ) -> ReturnPreview:
        """What announcing the return of these things would cause; none named: of everything that is out.

        Raises UnknownContract, NothingOut.
        """
        ...

    def preview_change(self, command: ContractChange) -> ChangePreview:
        """What this change would cause. Raises UnknownContract, and what the command itself would."""
        ...

    def preview_undo(self, command: UndoChange) -> ChangePreview:
        """What taking the newest change back would cause. Raises UnknownContract, and what the command would."""
        ...

    def invoices(self, question: InvoiceQuestion) -> Found[InvoiceRow]: ...

    def invoice(self, ref: str) -> InvoicePage:
        """Raises UnknownInvoice."""
        ...

    def invoice_paper(self, invoice_id: InvoiceId) -> StoredPaper | None:
        """The document as it was sent; None: it is not made yet."""
        ...

    def statement_paper(self, note_id: InvoiceId) -> StoredPaper | None:
        """The final statement of a deposit as it was sent; None: it is not made yet."""
        ...

    def runs(self, limit: int = 10) -> tuple[RunRow, ...]:
        """The last billing runs, newest first."""
        ...
