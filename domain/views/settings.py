"""What the page of settings shows: each area as it is now, and who changed what, when and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.bookkeeping.accounts import AccountSettings
from domain.checks.settings import CheckSettings
from domain.dunning.settings import DunningSettings
from domain.ids import CustomerId, PersonId, PlanId, ProductId, StoreId
from domain.losses.settings import LossSettings
from domain.places.settings import StockSettings
from domain.refunds.rules import RefundSettings
from domain.settings.availability import AvailabilitySettings
from domain.settings.billing import BillingSettings
from domain.settings.book import Area, Kept
from domain.settings.business import BusinessSettings
from domain.settings.cancellations import CancellationSettings
from domain.settings.customer import CustomerBilling
from domain.settings.deliveries import DeliverySettings
from domain.settings.payments import PaymentSettings
from domain.settings.portal import PortalSettings
from domain.settings.postage import PostageSettings
from domain.settings.quotes import QuoteSettings
from domain.settings.returns import ReturnSettings
from domain.settings.scanning import ScanSettings
from domain.settings.stores import StoreSettings
from domain.settings.workshop import WorkshopSettings

HISTORY_ROWS = 200


@dataclass(frozen=True, slots=True)
class StoreRow:
    """`numbers` are how many documents its own series hold already, under all its prefixes."""

    store_id: StoreId
    kept: Kept[StoreSettings]
    numbers: int


@dataclass(frozen=True, slots=True)
class SettingChange:
    """`before` and `after` hold only what differs, by the names of the fields. `store` is "" but for stores."""

    area: Area
    store: str
    version: int
    at: datetime
    who: str
    reason: str
    before: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """`country` is that of the business, which is set when the house is founded. `history` newest first.

    `logo` is the picture on papers, as it is kept. `scopes`: products and their plans, for rules about them.
    """

    business: Kept[BusinessSettings]
    country: str
    billing: Kept[BillingSettings]
    workshop: Kept[WorkshopSettings]
    deliveries: Kept[DeliverySettings]
    returns: Kept[ReturnSettings]
    cancellations: Kept[CancellationSettings]
    stores: tuple[StoreRow, ...]
    history: tuple[SettingChange, ...]
    refunds: Kept[RefundSettings]
    availability: Kept[AvailabilitySettings]
    people: tuple[tuple[PersonId, str], ...] = ()
    losses: Kept[LossSettings] = Kept(LossSettings(), 0)  # noqa: RUF009 - frozen, as the program has it
    services: tuple[tuple[ProductId, str], ...] = ()
    logo: bytes | None = None
    accounts: Kept[AccountSettings] = Kept(AccountSettings(), 0)  # noqa: RUF009 - frozen, as the program has it
    dunning: Kept[DunningSettings] = Kept(DunningSettings(), 0)  # noqa: RUF009 - frozen, as the program has it
    checks: Kept[CheckSettings] = Kept(CheckSettings(), 0)  # noqa: RUF009 - frozen, as the program has it
    scopes: tuple[tuple[ProductId, PlanId | None, str], ...] = ()
    payments: Kept[PaymentSettings] = Kept(PaymentSettings(), 0)  # noqa: RUF009 - frozen, as the program has it
    portal: Kept[PortalSettings] = Kept(PortalSettings(), 0)  # noqa: RUF009 - frozen, as the program has it
    quotes: Kept[QuoteSettings] = Kept(QuoteSettings(), 0)  # noqa: RUF009 - frozen, as the program has it
    stock: Kept[StockSettings] = Kept(StockSettings(), 0)  # noqa: RUF009 - frozen, as the program has it
    postage: Kept[PostageSettings] = Kept(PostageSettings(), 0)  # noqa: RUF009 - frozen, as the program has it
    scanning: Kept[ScanSettings] = Kept(ScanSettings(), 0)  # noqa: RUF009 - frozen, as the program has it


class SettingsQuestions(Protocol):
    def settings(self) -> SettingsPage: ...

    def customer_billing(self, customer_id: CustomerId) -> Kept[CustomerBilling]:
        """Version 0: nothing was ever agreed."""
        ...

    def billing_settings(self) -> BillingSettings:
        """As the house has it now."""
        ...
