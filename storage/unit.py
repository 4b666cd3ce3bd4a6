"""The unit of work: one transaction's reads at once, its writes sent together at the end (DECISIONS 5)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from domain.billing.tax import TaxRules
from domain.checks.accounts import FormOnly
from domain.checks.facts import BankAccounts
from domain.clock import Clock, today
from domain.context import Context
from domain.ids import Entropy, new_uuid
from storage.database import Row
from storage.exchange import Exchange
from storage.read_ahead import ReadAhead
from storage.repositories.assets import AssetLedger
from storage.repositories.assignments import AssignmentBook
from storage.repositories.availability import AvailabilityFile
from storage.repositories.banking import BankShelf
from storage.repositories.billing import BillingLedger
from storage.repositories.books import BookFile
from storage.repositories.buyouts import BuyoutFile
from storage.repositories.campaigns import CampaignFile
from storage.repositories.checks import CheckFile
from storage.repositories.collections import CollectionFile
from storage.repositories.contracts import ContractFile
from storage.repositories.counter import CounterFile
from storage.repositories.counts import CountFile
from storage.repositories.customers import CustomerFile
from storage.repositories.declarations import DeclarationFile
from storage.repositories.deliveries import Supplies
from storage.repositories.dunning import DunningFile
from storage.repositories.imports import ImportFile
from storage.repositories.inspections import InspectionFile
from storage.repositories.labels import LabelFile
from storage.repositories.letters import Letters
from storage.repositories.losses import LossFile
from storage.repositories.loyalty import LoyaltyFile
from storage.repositories.mails import MailFile
from storage.repositories.maintenance import CareFile
from storage.repositories.matters import MatterFile
from storage.repositories.notes import NoteFile
from storage.repositories.numbers import CodeNumbers
from storage.repositories.orders import OrderBook
from storage.repositories.payments import PaymentFile
from storage.repositories.photos import PhotoAlbum
from storage.repositories.places import PlaceMap
from storage.repositories.plan_targets import Catalogue
from storage.repositories.portal import PortalFile
from storage.repositories.quotes import QuoteFile
from storage.repositories.refunds import RefundFile
from storage.repositories.refurbishments import Workshop
from storage.repositories.repairs import RepairFile
from storage.repositories.returns import ReturnFile
from storage.repositories.scans import AliasFile, ScanFile
from storage.repositories.settings import SettingsFile
from storage.repositories.setup import SetupFile
from storage.repositories.shipments import ShipmentBook
from storage.repositories.supplies import SupplyShelves
from storage.repositories.swaps import SwapFile
from storage.repositories.tasks import TaskList
from storage.repositories.till import TillFile
from storage.repositories.transfers import TransferFile
from storage.repositories.writes import Writes

_RANDOM_BYTES: Final = 640


@dataclass(frozen=True, slots=True)
class HouseRules:
    """What was set once for all when the house was founded. What the owner changes is read anew by each command."""

    tax: TaxRules
    accounts: BankAccounts = field(default_factory=FormOnly)


class PostgresUnit:
    """What a handler gets. `writes` is empty until the gate flushes it."""

    def __init__(
        self,
        exchange: Exchange,
        context: Context,
        clock: Clock,
        entropy: Entropy,
        house: HouseRules,
        *,
        ahead: ReadAhead,
    ) -> None:
        self.context = context
        self.writes = Writes(exchange)
        self._clock = clock
        self._ahead = ahead
        self._entropy = entropy
        self._random = b""
        self.catalog = Catalogue(self)
        self.numbers = CodeNumbers(self)
        self.assets = AssetLedger(self)
        self.aliases, self.scans = AliasFile(self), ScanFile(self)
        self.places = PlaceMap(self)
        self.customers = CustomerFile(self)
        self.orders = OrderBook(self)
        self.contracts = ContractFile(self)
        self.shipments = ShipmentBook(self)
        self.assignments = AssignmentBook(self)
        self.returns = ReturnFile(self)
        self.photos = PhotoAlbum(self)
        self.refurbishments = Workshop(self)
        self.refunds = RefundFile(self)
        self.repairs = RepairFile(self)
        self.care = CareFile(self)
        self.inspections, self.labels = InspectionFile(self), LabelFile(self)
        self.billing = BillingLedger(self, house.tax)
        self.books = BookFile(self)
        self.tasks = TaskList(self)
        self.letters = Letters(self)
        self.mails = MailFile(self)
        self.portal, self.quotes = PortalFile(self), QuoteFile(self)
        self.notes = NoteFile(self)
        self.matters = MatterFile(self)
        self.campaigns = CampaignFile(self)
        self.settings = SettingsFile(self)
        self.deliveries = Supplies(self)
        self.loyalty = LoyaltyFile(self)
        self.supplies = SupplyShelves(self)
        self.availability = AvailabilityFile(self)
        self.buyouts = BuyoutFile(self)
        self.declarations = DeclarationFile(self)
        self.swaps = SwapFile(self)
        self.losses = LossFile(self)
        self.transfers = TransferFile(self)
        self.till = TillFile(self)
        self.dunning = DunningFile(self)
        self.collection = CollectionFile(self)
        self.payments = PaymentFile(self)
        self.bank = BankShelf(self)
        self.counter, self.counts = CounterFile(self), CountFile(self)
        self.checks = CheckFile(self, house.accounts)
        self.imports, self.setup = ImportFile(self), SetupFile(self)

    def new_id(self) -> UUID:
        return new_uuid(self._clock.now(), self._random_bytes)

    def _random_bytes(self, count: int) -> bytes:
        """Fetched in larger pieces: asking the system for each id costs more than the id."""
        if len(self._random) < count:
            self._random = self._entropy(_RANDOM_BYTES)
        taken, self._random = self._random[:count], self._random[count:]
        return taken

    def today(self) -> date:
        return today(self._clock)

    def rows(self, sql: str, **values: object) -> list[Row]:
        """Reads inside this transaction."""
        known = self._ahead.take(sql, values)
        return self.writes.exchange.ask([(sql, values)])[0] if known is None else known

    def write(self, sql: str, **values: Any) -> None:
        """Collects one statement."""
        self.writes.add(sql, values)

    def copy(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Collects rows to be copied in bulk, in order with the statements."""
        self.writes.copy(table, columns, rows)

    def at_the_end(self, work: Callable[[], None]) -> None:
        """Runs just before the writes are sent: for what must be locked as briefly as possible."""
        self.writes.at_the_end(work)
