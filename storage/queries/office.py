"""Answers what the screens of the back office ask."""

from datetime import date

from domain.billing.tax import TaxRules
from domain.clock import Clock, today
from domain.contracts.changing import ContractChange
from domain.contracts.notes import NoteId
from domain.contracts.preview_change import ChangePreview
from domain.contracts.undo_change import UndoChange
from domain.ids import AssetId, ContractId, InvoiceId
from domain.orders.try_order import OrderTrial, TriedOrder
from domain.views.around import AroundQuestions
from domain.views.availability import AvailabilityQuestions
from domain.views.banking import BankQuestions
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
from domain.views.office import LIMIT, ContractQuestion, InvoiceQuestion, OrderQuestion
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
from domain.views.setup import SetupQuestions
from domain.views.supplies import ComingSupplies, SupplyNeed
from domain.views.swaps import SwapQuestions
from domain.views.till import TillQuestions
from domain.views.transfers import TransferQuestions
from storage.database import Database
from storage.outbox import STATEMENT
from storage.queries.around import CustomerSurroundings
from storage.queries.availability import Availability
from storage.queries.banking import BankDesk
from storage.queries.bookkeeping import Bookkeeping
from storage.queries.buyouts import Buyouts
from storage.queries.checks import Checks
from storage.queries.dunning import Dunning
from storage.queries.imports import Imports
from storage.queries.kpis.book import Kpis
from storage.queries.letters import Letters
from storage.queries.losses import Losses
from storage.queries.loyalty import Loyalties
from storage.queries.matters import Matters
from storage.queries.office_billing import BillingBook
from storage.queries.office_contracts import Contracts
from storage.queries.office_customers import Customers
from storage.queries.office_declarations import OfficeDeclarations
from storage.queries.office_invoices import Invoices
from storage.queries.office_notes import kept_file
from storage.queries.office_orders import Orders
from storage.queries.office_returns import OfficeReturns
from storage.queries.order_ahead import OrdersAhead
from storage.queries.payments import Payments
from storage.queries.price_campaigns import PriceCampaigns
from storage.queries.quotes import Quotes
from storage.queries.refunds import Refunds
from storage.queries.scans import ScanShelf
from storage.queries.settings import SettingsBook
from storage.queries.setup import SetupDesk
from storage.queries.supplies import coming_supplies, supply_needs
from storage.queries.swaps import Swaps
from storage.queries.till import Tills
from storage.queries.transfers import Transfers


class OfficeBook(BillingBook, SettingsBook):
    """`OfficeBook(database, rules, clock)`; on the thread of its database. `rules` tax the invoices to come."""

    def __init__(self, database: Database, rules: TaxRules, clock: Clock) -> None:
        super().__init__(database, rules, clock)
        self._orders = Orders(database)
        self._contracts = Contracts(database, rules)
        self._customers = Customers(database, self._orders, self._contracts)
        self._invoices = Invoices(database)
        self._ahead = OrdersAhead(database, rules)
        self.campaigns: CampaignQuestions = PriceCampaigns(database)
        self.availability: AvailabilityQuestions = Availability(database, clock)
        self.returns: ReturnQuestions = OfficeReturns(database, clock)
        self.declarations: DeclarationQuestions = OfficeDeclarations(database, clock)
        self.checks: CheckQuestions = Checks(database, clock)
        self.refunds: RefundQuestions = Refunds(database, rules, clock)
        self.quotes: QuoteQuestions = Quotes(database)
        self.surroundings: AroundQuestions = CustomerSurroundings(database)
        self.payments: PaymentQuestions = Payments(database, clock)
        self.bank: BankQuestions = BankDesk(database)
        self.letters: LetterQuestions = Letters(database, clock)
        self.losses: LossQuestions = Losses(database)
        self.dunning: DunningQuestions = Dunning(database, clock)
        self.matters: MatterQuestions = Matters(database, clock)
        self.tills: TillQuestions = Tills(database, clock)
        self.transfers: TransferQuestions = Transfers(database, rules, clock)
        self.buyouts: BuyoutQuestions = Buyouts(database, rules, clock)
        self.swaps: SwapQuestions = Swaps(database, rules, clock)
        self.loyalty: LoyaltyQuestions = Loyalties(database, rules, clock)
        self.bookkeeping: BookkeepingQuestions = Bookkeeping(database)
        self.kpis: KpiQuestions = Kpis(database, rules, clock)
        self.imports: ImportQuestions = Imports(database)
        self.setup: SetupQuestions = SetupDesk(database)
        self.scans: ScanQuestions = ScanShelf(database)

    def orders(self, question: OrderQuestion) -> Found[OrderRow]:
        return self._orders.list(question)

    def order(self, ref: str) -> OrderPage:
        """Raises UnknownOrder."""
        return self._orders.page(ref)

    def offered(self, text: str, limit: int = 40) -> Found[OfferedVariant]:
        return self._orders.offered(text, limit)

    def try_order(self, trial: OrderTrial) -> TriedOrder:
        """Raises OrderEmpty, UnknownCustomer, and what placing the order would."""
        return self._ahead.tried(trial, today(self._clock))

    def customers(self, text: str, limit: int = LIMIT) -> Found[CustomerRow]:
        return self._customers.list(text, limit)

    def customer(self, ref: str) -> CustomerPage:
        """Raises UnknownCustomer."""
        return self._customers.page(ref, today(self._clock))

    def contracts(self, question: ContractQuestion) -> Found[ContractRow]:
        return self._contracts.list(question, today(self._clock))

    def contract(self, ref: str) -> ContractPage:
        """Raises UnknownContract."""
        return self._contracts.page(ref, today(self._clock))

    def kept_file(self, note_id: NoteId) -> StoredPaper:
        """Raises UnknownNote."""
        return kept_file(self._database, note_id)

    def preview_return(
        self, contract_id: ContractId, return_until: date, asset_ids: tuple[AssetId, ...] = ()
    ) -> ReturnPreview:
        """Raises UnknownContract, NothingOut."""
        return self._contracts.preview_return(contract_id, return_until, asset_ids, today(self._clock))

    def preview_change(self, command: ContractChange) -> ChangePreview:
        """Raises UnknownContract, and what the command itself would."""
        return self._contracts.preview_change(command, self._clock.now())

    def preview_undo(self, command: UndoChange) -> ChangePreview:
        """Raises UnknownContract, and what the command itself would."""
        return self._contracts.preview_undo(command, self._clock.now())

    def supply_needs(self) -> tuple[SupplyNeed, ...]:
        return supply_needs(self._database)

    def coming_supplies(self, until: date, after: ContractId | None = None) -> ComingSupplies:
        return coming_supplies(self._database, today(self._clock), until, after)

    def invoices(self, question: InvoiceQuestion) -> Found[InvoiceRow]:
        return self._invoices.list(question)

    def invoice(self, ref: str) -> InvoicePage:
        """Raises UnknownInvoice."""
        return self._invoices.page(ref)

    def invoice_paper(self, invoice_id: InvoiceId) -> StoredPaper | None:
        return self._invoices.paper(invoice_id)

    def statement_paper(self, note_id: InvoiceId) -> StoredPaper | None:
        return self._invoices.paper(note_id, STATEMENT)

    def runs(self, limit: int = 10) -> tuple[RunRow, ...]:
        return self._invoices.runs(limit)
