"""Decides what the page of settings does: one question for everything, one command an area."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol
from uuid import uuid4

from domain.application import Command, Event
from domain.bookkeeping.accounts import AccountSettings
from domain.bookkeeping.change_account_settings import ChangeAccountSettings
from domain.checks.change_check_settings import ChangeCheckSettings
from domain.checks.settings import CheckSettings
from domain.dunning.change_dunning_settings import ChangeDunningSettings
from domain.dunning.settings import DunningSettings
from domain.errors import AppError
from domain.ids import StoreId
from domain.losses.change_loss_settings import ChangeLossSettings
from domain.losses.settings import LossSettings
from domain.places.change_stock_settings import ChangeStockSettings
from domain.places.settings import StockSettings
from domain.refunds.change_refund_rules import ChangeRefundRules
from domain.refunds.rules import RefundSettings
from domain.settings.add_store import AddStore
from domain.settings.availability import AvailabilitySettings
from domain.settings.billing import BillingSettings
from domain.settings.book import Area
from domain.settings.business import BusinessSettings
from domain.settings.cancellations import CancellationSettings
from domain.settings.change_availability_settings import ChangeAvailabilitySettings
from domain.settings.change_billing_settings import ChangeBillingSettings
from domain.settings.change_business_settings import ChangeBusinessSettings
from domain.settings.change_cancellation_settings import ChangeCancellationSettings
from domain.settings.change_delivery_settings import ChangeDeliverySettings
from domain.settings.change_payment_settings import ChangePaymentSettings
from domain.settings.change_portal_settings import ChangePortalSettings
from domain.settings.change_postage import ChangePostage
from domain.settings.change_quote_settings import ChangeQuoteSettings
from domain.settings.change_return_settings import ChangeReturnSettings
from domain.settings.change_scan_settings import ChangeScanSettings
from domain.settings.change_store_settings import ChangeStoreSettings
from domain.settings.change_workshop_settings import ChangeWorkshopSettings
from domain.settings.deliveries import DeliverySettings
from domain.settings.keep_logo import KeepLogo
from domain.settings.logo import LogoId
from domain.settings.payments import PaymentSettings
from domain.settings.portal import PortalSettings
from domain.settings.postage import PostageSettings
from domain.settings.quotes import QuoteSettings
from domain.settings.returns import ReturnSettings
from domain.settings.scanning import ScanSettings
from domain.settings.stores import StoreSettings
from domain.settings.workshop import WorkshopSettings
from domain.views.settings import SettingChange, SettingsPage
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.shell.port import Shell

Key = tuple[Area, StoreId | None]


class SettingsView(Protocol):
    def show_settings(self, page: SettingsPage) -> None: ...

    def saved(self, key: Key) -> None: ...

    def refused(self, key: Key, error: AppError) -> None: ...


class SettingsPresenter:
    def __init__(self, shell: Shell, desk: Desk, view: SettingsView, asker: Asker) -> None:
        self._shell, self._desk, self._view, self._asker = shell, desk, view, asker
        self.page: SettingsPage | None = None

    def load(self) -> None:
        self._asker.ask(self._desk.office.settings, self._show)

    def _show(self, page: SettingsPage) -> None:
        self.page = page
        self._view.show_settings(page)

    def save_business(self, settings: BusinessSettings, version: int, reason: str) -> None:
        self._give((Area.BUSINESS, None), ChangeBusinessSettings(version, settings, reason))

    def save_billing(self, settings: BillingSettings, version: int, reason: str) -> None:
        self._give((Area.BILLING, None), ChangeBillingSettings(version, settings, reason))

    def save_workshop(self, settings: WorkshopSettings, version: int, reason: str) -> None:
        self._give((Area.WORKSHOP, None), ChangeWorkshopSettings(version, settings, reason))

    def save_deliveries(self, settings: DeliverySettings, version: int, reason: str) -> None:
        self._give((Area.DELIVERIES, None), ChangeDeliverySettings(version, settings, reason))

    def save_availability(self, settings: AvailabilitySettings, version: int, reason: str) -> None:
        self._give((Area.AVAILABILITY, None), ChangeAvailabilitySettings(version, settings, reason))

    def save_returns(self, settings: ReturnSettings, version: int, reason: str) -> None:
        self._give((Area.RETURNS, None), ChangeReturnSettings(version, settings, reason))

    def save_portal(self, settings: PortalSettings, version: int, reason: str) -> None:
        self._give((Area.PORTAL, None), ChangePortalSettings(version, settings, reason))

    def save_stock(self, settings: StockSettings, version: int, reason: str) -> None:
        self._give((Area.STOCK, None), ChangeStockSettings(version, settings, reason))

    def save_postage(self, settings: PostageSettings, version: int, reason: str) -> None:
        self._give((Area.POSTAGE, None), ChangePostage(version, settings, reason))

    def save_scanning(self, settings: ScanSettings, version: int, reason: str) -> None:
        self._give((Area.SCANNING, None), ChangeScanSettings(version, settings, reason))

    def save_quotes(self, settings: QuoteSettings, version: int, reason: str) -> None:
        self._give((Area.QUOTES, None), ChangeQuoteSettings(version, settings, reason))

    def save_cancellations(self, settings: CancellationSettings, version: int, reason: str) -> None:
        self._give((Area.CANCELLATIONS, None), ChangeCancellationSettings(version, settings, reason))

    def save_refunds(self, settings: RefundSettings, version: int, reason: str) -> None:
        self._give((Area.REFUNDS, None), ChangeRefundRules(version, settings, reason))

    def save_checks(self, settings: CheckSettings, version: int, reason: str) -> None:
        self._give((Area.CHECKS, None), ChangeCheckSettings(version, settings, reason))

    def save_losses(self, settings: LossSettings, version: int, reason: str) -> None:
        self._give((Area.LOSSES, None), ChangeLossSettings(version, settings, reason))

    def save_dunning(self, settings: DunningSettings, version: int, reason: str) -> None:
        self._give((Area.DUNNING, None), ChangeDunningSettings(version, settings, reason))

    def save_payments(self, settings: PaymentSettings, version: int, reason: str) -> None:
        self._give((Area.PAYMENTS, None), ChangePaymentSettings(version, settings, reason))

    def keep_logo(self, content: bytes) -> None:
        """Onto papers from now on."""
        if self.page is not None:
            version = self.page.business.version
            self._give((Area.BUSINESS, None), KeepLogo.of(version, LogoId(uuid4()), content))

    def remove_logo(self) -> None:
        if self.page is not None:
            kept = self.page.business
            self._give((Area.BUSINESS, None), ChangeBusinessSettings(kept.version, replace(kept.value, logo="")))

    def save_accounts(self, settings: AccountSettings, version: int, reason: str) -> None:
        self._give((Area.ACCOUNTS, None), ChangeAccountSettings(version, settings, reason))

    def add_store(self, settings: StoreSettings, _version: int, reason: str) -> None:
        self._give((Area.STORE, None), AddStore(settings, reason))

    def store_saver(self, store_id: StoreId) -> Callable[[StoreSettings, int, str], None]:
        def save(settings: StoreSettings, version: int, reason: str) -> None:
            self._give((Area.STORE, store_id), ChangeStoreSettings(store_id, version, settings, reason))

        return save

    def _give(self, key: Key, command: Command) -> None:
        def done(_event: Event) -> None:
            self._view.saved(key)
            self.load()

        def failed(error: Exception) -> None:
            if not isinstance(error, AppError):
                raise error
            self._view.refused(key, error)
            self.load()

        give(self._shell, self._desk, command, done, failed)


def last_change(page: SettingsPage, area: Area, store: str = "") -> SettingChange | None:
    """The newest of an area (of a store by its name)."""
    return next((each for each in page.history if each.area is area and each.store == store), None)
