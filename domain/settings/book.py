"""Where settings are kept: each area with the number of its changes, and who changed what, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from domain.application import Event
from domain.bookkeeping.accounts import AccountSettings
from domain.checks.settings import CheckSettings
from domain.dunning.settings import DunningSettings
from domain.errors import Conflict, RuleViolation
from domain.ids import CustomerId, StoreId
from domain.kpis.depreciation import DepreciationSettings
from domain.losses.settings import LossSettings
from domain.places.settings import StockSettings
from domain.refunds.rules import RefundSettings
from domain.settings.availability import AvailabilitySettings
from domain.settings.billing import BillingHouse, BillingSettings
from domain.settings.business import BusinessSettings
from domain.settings.cancellations import CancellationSettings
from domain.settings.customer import CustomerBilling
from domain.settings.deliveries import DeliverySettings
from domain.settings.logo import LogoId
from domain.settings.payments import PaymentSettings
from domain.settings.portal import PortalSettings
from domain.settings.postage import PostageSettings
from domain.settings.quotes import QuoteSettings
from domain.settings.returns import ReturnSettings
from domain.settings.scanning import ScanSettings
from domain.settings.stores import StoreSettings
from domain.settings.workshop import WorkshopSettings

Settings = (
    AccountSettings
    | AvailabilitySettings
    | BillingSettings
    | BusinessSettings
    | DeliverySettings
    | ReturnSettings
    | StoreSettings
    | WorkshopSettings
    | CancellationSettings
    | RefundSettings
    | LossSettings
    | DunningSettings
    | PaymentSettings
    | CheckSettings
    | PortalSettings
    | QuoteSettings
    | ScanSettings
    | DepreciationSettings
    | StockSettings
    | PostageSettings
)
Kind = TypeVar(
    "Kind",
    AccountSettings,
    AvailabilitySettings,
    BillingSettings,
    BusinessSettings,
    DeliverySettings,
    ReturnSettings,
    StoreSettings,
    WorkshopSettings,
    CancellationSettings,
    RefundSettings,
    LossSettings,
    DunningSettings,
    PaymentSettings,
    CheckSettings,
    PortalSettings,
    QuoteSettings,
    ScanSettings,
    DepreciationSettings,
    StockSettings,
    PostageSettings,
    CustomerBilling,
)


class Area(StrEnum):
    """What belongs together on the page of settings."""

    BUSINESS = "business"
    BILLING = "billing"
    WORKSHOP = "workshop"
    DELIVERIES = "deliveries"
    RETURNS = "returns"
    CANCELLATIONS = "cancellations"
    REFUNDS = "refunds"
    LOSSES = "losses"
    DUNNING = "dunning"
    CHECKS = "checks"
    STORE = "store"
    AVAILABILITY = "availability"
    ACCOUNTS = "accounts"
    PAYMENTS = "payments"
    PORTAL = "portal"
    QUOTES = "quotes"
    SCANNING = "scanning"
    DEPRECIATION = "depreciation"
    STOCK = "stock"
    POSTAGE = "postage"


class SettingsChangedMeanwhile(Conflict):
    """Someone else changed them since this person looked."""

    code = "settings_changed_meanwhile"


class SettingsSame(RuleViolation):
    """Nothing differs from what is kept: a line of the history would tell of nothing."""

    code = "settings_same"


@dataclass(frozen=True, slots=True)
class Kept(Generic[Kind]):
    """`version` counts the changes; 0: as the house was founded."""

    value: Kind
    version: int


@dataclass(frozen=True, slots=True)
class SettingsChanged(Event):
    """`version` is the area's new one."""

    area: Area
    version: int

    def touched(self) -> Iterable[str]:
        return ("settings",)


class SettingsBook(Protocol):
    """Each read locks nothing; of two changes at a time the later gets Conflict."""

    def business(self) -> Kept[BusinessSettings]: ...

    def billing(self) -> Kept[BillingSettings]: ...

    def workshop(self) -> Kept[WorkshopSettings]: ...

    def deliveries(self) -> Kept[DeliverySettings]: ...

    def returns(self) -> Kept[ReturnSettings]: ...

    def cancellations(self) -> Kept[CancellationSettings]: ...

    def refunds(self) -> Kept[RefundSettings]: ...

    def losses(self) -> Kept[LossSettings]: ...

    def accounts(self) -> Kept[AccountSettings]: ...

    def dunning(self) -> Kept[DunningSettings]: ...

    def checks(self) -> Kept[CheckSettings]: ...

    def availability(self) -> Kept[AvailabilitySettings]: ...

    def payments(self) -> Kept[PaymentSettings]: ...

    def portal(self) -> Kept[PortalSettings]: ...

    def quotes(self) -> Kept[QuoteSettings]: ...

    def scanning(self) -> Kept[ScanSettings]: ...

    def depreciation(self) -> Kept[DepreciationSettings]: ...

    def stock(self) -> Kept[StockSettings]: ...

    def postage(self) -> Kept[PostageSettings]: ...

    def store(self, store_id: StoreId) -> Kept[StoreSettings]:
        """Raises UnknownStore."""
        ...

    def add_store(self, store_id: StoreId, store: StoreSettings, reason: str) -> None:
        """With the first line of its history."""
        ...

    def is_prefix_taken(self, prefix: str, by_other_than: StoreId) -> bool:
        """Also one that another store had before: its series goes on in the books."""
        ...

    def customer(self, customer_id: CustomerId) -> Kept[CustomerBilling]: ...

    def save_customer(self, customer_id: CustomerId, version: int, billing: CustomerBilling, reason: str) -> None:
        """Raises Conflict as `save` does."""
        ...

    def keep_logo(self, logo_id: LogoId, content: bytes) -> None:
        """The picture alone; the settings of the business say which one is on papers."""
        ...

    def house(self) -> BillingHouse:
        """What a run needs, in one question."""
        ...

    def save(self, before: Kept[Kind], after: Kind, reason: str, store_id: StoreId | None = None) -> None:
        """`store_id` belongs to StoreSettings.

        Raises:
            Conflict: someone else changed the area at the same time (at the latest when the unit ends).
        """
        ...


def check_version(kept: Kept[Kind], seen: int) -> None:
    """Raises SettingsChangedMeanwhile."""
    if kept.version != seen:
        raise SettingsChangedMeanwhile(seen=seen, version=kept.version)


def check_differs(kept: Kept[Kind], wanted: Kind) -> None:
    """Raises SettingsSame."""
    if kept.value == wanted:
        raise SettingsSame
