"""What the outer rooms give to use-cases: one `Unit` per command, with a collection for each thing it may touch.

Reads come first, writes are collected and sent together when the handler has ended (DECISIONS 5). A collection hands
out what this unit has saved already, so a handler sees its own writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from domain.refurbishment.books import WorkshopBooks

if TYPE_CHECKING:  # every command names a `Unit`, and only the storage has to know all that is in it
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from domain.assets.aliases import AliasBook
    from domain.assets.ledger import AssetEvent
    from domain.assets.model import Asset
    from domain.availability.book import AvailabilityBook
    from domain.banking.book import BankBook
    from domain.billing.run import BillingBooks
    from domain.bookkeeping.facts import Books
    from domain.buyout.book import BuyoutBook
    from domain.cancellations.book import DeclarationBook
    from domain.catalog.shelf import Catalog
    from domain.checks.book import CheckBook
    from domain.collection.book import CollectionBook
    from domain.context import Context
    from domain.contracts.changing import LastChange
    from domain.contracts.model import Contract
    from domain.contracts.notes import Notes
    from domain.contracts.price_campaign import Campaigns
    from domain.counter.book import CounterBook
    from domain.counts.model import CountBook
    from domain.customers.model import Customer
    from domain.customers.timeline import CustomerChange
    from domain.deliveries.keep_up import DeliveryBook
    from domain.dunning.book import DunningBook
    from domain.ids import (
        AssetId,
        ContractId,
        ContractLineId,
        CustomerId,
        OrderId,
        ShipmentId,
        ShipmentLineId,
        StoreId,
    )
    from domain.imports.shelf import ImportBook
    from domain.labels.book import LabelBook
    from domain.losses.book import LossBook
    from domain.loyalty.book import LoyaltyBook
    from domain.matters.book import MatterBook
    from domain.messages.book import MailBook
    from domain.messages.contract_letter import LetterBook
    from domain.orders.model import Order, OrderStatus
    from domain.payments.book import PaymentBook
    from domain.places.model import PlaceBook
    from domain.portal.book import PortalBook
    from domain.quotes.book import QuoteBook
    from domain.refunds.book import RefundBook
    from domain.returns.book import Photos, Returns
    from domain.scans.model import ScanLog
    from domain.settings.book import SettingsBook
    from domain.setup.model import SetupBook
    from domain.shipping.model import Shipment
    from domain.supplies.model import SupplyBook
    from domain.swaps.book import SwapBook
    from domain.tasks.model import Tasks
    from domain.till.book import TillBook
    from domain.transfers.book import TransferBook


class Numbers(Protocol):
    """Running numbers of papers and labels. Gaps are allowed; invoice numbers are not drawn here."""

    def next_code(self, prefix: str) -> str: ...

    def next_asset_codes(self, count: int) -> tuple[str, ...]: ...


class Assets(Protocol):
    """The ledger and its projection."""

    def get(self, asset_id: AssetId) -> Asset:
        """Raises UnknownAsset."""
        ...

    def get_all(self, asset_ids: Sequence[AssetId]) -> list[Asset]:
        """In the order asked for. Raises UnknownAsset when one is missing."""
        ...

    def taken_serials(self, serials: Sequence[str]) -> frozenset[str]:
        """Those of `serials` that an asset of ours carries already."""
        ...

    def add(self, asset: Asset) -> None: ...

    def append(self, asset: Asset, event: AssetEvent) -> None:
        """Writes the event; `asset` is the state after it, which becomes the projection.

        Raises:
            Conflict: another station wrote this sequence number first (at the latest when the unit ends).
        """
        ...


class Customers(Protocol):
    def get(self, customer_id: CustomerId) -> Customer:
        """Raises UnknownCustomer."""
        ...

    def add(self, customer: Customer) -> None: ...

    def save(self, customer: Customer) -> None:
        """Name, contact and language; what VAT knows and the address change by `change` alone."""
        ...

    def renew(self, customer_id: CustomerId) -> None:
        """As the timeline says they are today."""
        ...

    def change(self, customer_id: CustomerId, change: CustomerChange) -> int:
        """Onto the customer's timeline; all running contracts are looked at again by the next run: how many.

        Raises:
            Conflict: someone else changed this customer at the same time (at the latest when the unit ends).
        """
        ...


class Orders(Protocol):
    def add(self, order: Order) -> None: ...

    def set_status(self, order_id: OrderId, status: OrderStatus) -> None: ...

    def is_first_of(self, customer_id: CustomerId) -> bool:
        """Whether an order now would be the customer's first."""
        ...

    def get(self, order_id: OrderId) -> Order:
        """Raises UnknownOrder."""
        ...


class Contracts(Protocol):
    def get(self, contract_id: ContractId) -> Contract:
        """Locks it until the command is done. Raises UnknownContract."""
        ...

    def add(self, contract: Contract) -> None: ...

    def save(self, contract: Contract, *, can_undo: bool = False) -> None:
        """`can_undo`: a person may take this back as long as nothing else happened to the contract.

        Raises Conflict when someone saved it since it was read.
        """
        ...

    def last_change(self, contract_id: ContractId) -> LastChange | None:
        """The newest saved change; None: the contract is as it was made."""
        ...

    def set_transit(self, contract_id: ContractId, start_days: int) -> None:
        """How many days after dispatch the contract starts (the plan's transit days, frozen at the order)."""
        ...

    def transit_days(self, contract_id: ContractId) -> int: ...

    def look_again(self, contract_id: ContractId, on: date) -> None:
        """The worker's daily look has nothing to do before that day, unless the contract is saved again."""
        ...


class Shipments(Protocol):
    def get(self, shipment_id: ShipmentId) -> Shipment:
        """Locks it until the command is done. Raises UnknownShipment."""
        ...

    def add(self, shipment: Shipment, store_id: StoreId | None = None) -> None:
        """`store_id` None: it leaves from where this command is given."""
        ...

    def of_contract(self, contract_id: ContractId) -> list[Shipment]:
        """All of a contract, the oldest first; locked until the command is done."""
        ...

    def save(self, shipment: Shipment, tracking: str = "") -> None:
        """The shipment's own row, not its lines."""
        ...

    def save_line(self, shipment: Shipment, line_id: ShipmentLineId) -> None: ...

    def set_status(self, shipment: Shipment) -> None: ...

    def set_arrived(self, shipment: Shipment) -> None: ...


@dataclass(frozen=True, slots=True)
class Holding:
    """Who has an asset, and under which contract line."""

    contract_line_id: ContractLineId
    contract_id: ContractId
    customer_id: CustomerId


class Assignments(Protocol):
    """Which contract line holds which asset when; the database refuses overlaps."""

    def open(self, asset_id: AssetId, contract_line_id: ContractLineId, since: datetime) -> None: ...

    def close(self, asset_id: AssetId, until: datetime) -> None: ...

    def holding(self, asset_id: AssetId) -> Holding:
        """The open one. Raises NotOut when there is none."""
        ...

    def still_out(self, contract_id: ContractId) -> int:
        """How many assets of the contract are with the customer."""
        ...

    def assets_of(self, contract_id: ContractId) -> list[tuple[AssetId, ContractLineId]]:
        """The open ones of a contract."""
        ...

    def served(self, contract_id: ContractId) -> frozenset[ContractLineId]:
        """Its lines under which something is with the customer, or was."""
        ...


class Unit(WorkshopBooks, Protocol):
    """Everything one command may read and write, in one transaction that the gate commits."""

    @property
    def context(self) -> Context: ...

    @property
    def numbers(self) -> Numbers: ...

    @property
    def assets(self) -> Assets: ...

    @property
    def labels(self) -> LabelBook: ...

    @property
    def aliases(self) -> AliasBook: ...

    @property
    def scans(self) -> ScanLog: ...

    @property
    def catalog(self) -> Catalog: ...

    @property
    def places(self) -> PlaceBook: ...

    @property
    def customers(self) -> Customers: ...

    @property
    def orders(self) -> Orders: ...

    @property
    def contracts(self) -> Contracts: ...

    @property
    def shipments(self) -> Shipments: ...

    @property
    def assignments(self) -> Assignments: ...

    @property
    def returns(self) -> Returns: ...

    @property
    def photos(self) -> Photos: ...

    @property
    def billing(self) -> BillingBooks: ...

    @property
    def tasks(self) -> Tasks: ...

    @property
    def letters(self) -> LetterBook: ...

    @property
    def mails(self) -> MailBook: ...

    @property
    def portal(self) -> PortalBook: ...

    @property
    def quotes(self) -> QuoteBook: ...

    @property
    def notes(self) -> Notes: ...

    @property
    def campaigns(self) -> Campaigns: ...

    @property
    def settings(self) -> SettingsBook: ...

    @property
    def books(self) -> Books: ...

    @property
    def loyalty(self) -> LoyaltyBook: ...

    @property
    def deliveries(self) -> DeliveryBook: ...

    @property
    def buyouts(self) -> BuyoutBook: ...

    @property
    def declarations(self) -> DeclarationBook: ...

    @property
    def supplies(self) -> SupplyBook: ...

    @property
    def availability(self) -> AvailabilityBook: ...

    @property
    def swaps(self) -> SwapBook: ...

    @property
    def refunds(self) -> RefundBook: ...

    @property
    def losses(self) -> LossBook: ...

    @property
    def checks(self) -> CheckBook: ...

    @property
    def till(self) -> TillBook: ...

    @property
    def transfers(self) -> TransferBook: ...

    @property
    def dunning(self) -> DunningBook: ...

    @property
    def collection(self) -> CollectionBook: ...

    @property
    def payments(self) -> PaymentBook: ...

    @property
    def bank(self) -> BankBook: ...

    @property
    def counter(self) -> CounterBook: ...

    @property
    def counts(self) -> CountBook: ...

    @property
    def imports(self) -> ImportBook: ...

    @property
    def setup(self) -> SetupBook: ...

    @property
    def matters(self) -> MatterBook: ...

    def new_id(self) -> UUID: ...

    def today(self) -> date: ...
