"""Everything the owner decides once for the house, an area a tab, and the history of it all."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from domain.clock import today
from domain.errors import AppError, Conflict
from domain.settings.book import Area
from domain.settings.stores import StoreSettings
from domain.views.settings import SettingChange, SettingsPage, StoreRow
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.language import _
from ui.owner.settings.accounts import AccountSection
from ui.owner.settings.availability import AvailabilitySection
from ui.owner.settings.cancellations import CancellationSection
from ui.owner.settings.checks import CheckSection
from ui.owner.settings.dunning import DunningSection
from ui.owner.settings.forms import (
    BillingSection,
    BusinessSection,
    DeliverySection,
    NewStoreSection,
    StoreSection,
    WorkshopSection,
)
from ui.owner.settings.history import columns
from ui.owner.settings.logo import LogoCard
from ui.owner.settings.losses import LossSection
from ui.owner.settings.payments import KeysCard, PaymentSection
from ui.owner.settings.portal import PortalSection
from ui.owner.settings.postage import PostageSection
from ui.owner.settings.presenter import Key, SettingsPresenter, last_change
from ui.owner.settings.quotes import QuoteSection
from ui.owner.settings.refunds import RefundSection
from ui.owner.settings.returns import ReturnSection
from ui.owner.settings.scanning import ScanSection
from ui.owner.settings.section import Section
from ui.owner.settings.stock import StockSection
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import column, guide_focus, row
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import DataTable

BUSINESS, BILLING, STORES, WORKSHOP, DELIVERIES, AVAILABILITY, RETURNS, CANCELLATIONS, REFUNDS, LOSSES = range(10)
ACCOUNTS, CHECKS, PAYMENTS, DUNNING, PORTAL, HISTORY = 10, 11, 12, 13, 14, 15
_NAMED: Final = {
    "billing": BILLING,
    "stores": STORES,
    "workshop": WORKSHOP,
    "scanning": WORKSHOP,
    "stock": WORKSHOP,
    "postage": DELIVERIES,
    "deliveries": DELIVERIES,
    "availability": AVAILABILITY,
    "returns": RETURNS,
    "cancellations": CANCELLATIONS,
    "refunds": REFUNDS,
    "losses": LOSSES,
    "accounts": ACCOUNTS,
    "checks": CHECKS,
    "payments": PAYMENTS,
    "dunning": DUNNING,
    "portal": PORTAL,
    "quotes": PORTAL,
    "history": HISTORY,
}
WIDEST: Final = 880


class SettingsScreen(Page):
    """Opened with a name of `_NAMED` it shows that tab."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Settings"))
        self._desk = desk
        self.presenter = SettingsPresenter(shell, desk, self, Asker(shell, self))
        self.business, self.billing, self.workshop = BusinessSection(), BillingSection(), WorkshopSection()
        self.business.on_save = self.presenter.save_business
        self.billing.on_save = self.presenter.save_billing
        self.workshop.on_save = self.presenter.save_workshop
        self.scanning = ScanSection()
        self.scanning.on_save = self.presenter.save_scanning
        self.logo = LogoCard(self.presenter.keep_logo, self.presenter.remove_logo)
        house = QWidget()
        house.setLayout(column(self.business, self.logo, gap=16))
        self._make_processes()
        self._entered: Mapping[str, str] = {}
        self.stores: dict[object, StoreSection] = {}
        self._store_place = column(gap=16)
        empty = EmptyState("history", _("Nothing was changed yet"), _("Every change stands here with its reason."))
        self.history: DataTable[SettingChange] = DataTable(columns(), empty=empty, name=_("History of the settings"))
        self.tabs = QTabWidget()
        self.tabs.setObjectName("settings_tabs")
        self.tabs.tabBar().setAccessibleName(_("Areas of the settings"))
        around = QWidget()
        self.new_store = NewStoreSection(today(desk.clock).year)
        self.new_store.on_save = self.presenter.add_store
        self.new_store.discard.clicked.connect(self._close_new_store)
        self.add_store = button(_("New store"), self._open_new_store, sign="plus")
        around.setLayout(column(self._store_place, self.new_store, row(self.add_store, None), None, gap=16))
        self._close_new_store()
        kept = Card(margin=16).add(self.history, stretch=1)
        kept.setMinimumHeight(theme().px(320))
        for part in (
            house,
            self.billing,
            around,
            _stacked(self.workshop, self.scanning, self.stock),
            _stacked(self.deliveries, self.postage),
            self.availability,
            self.returns,
            self.cancellations,
            self.refunds,
            self.losses,
            self.accounts,
            self.checks,
            _stacked(self.payments, self.keys),
            self.dunning,
            _stacked(self.portal, self.quotes),
            kept,
        ):
            self.tabs.addTab(_narrow(part) if part is not kept else part, "")
        for section in (*self.sections, self.new_store):
            section.changed.connect(self._settle)
        layout: QVBoxLayout = column()
        layout.addWidget(self.tabs, 1)
        self.setLayout(layout)
        guide_focus(self, self.tabs.tabBar())
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tabs.currentChanged.connect(self._fit)
        self._fit(self.tabs.currentIndex())
        self._settle()

    def _make_processes(self) -> None:
        """What comes after the order: parcels, returns, ends, money given back."""
        self.deliveries = DeliverySection()
        self.deliveries.on_save = self.presenter.save_deliveries
        self.postage = PostageSection()
        self.postage.on_save = self.presenter.save_postage
        self.availability = AvailabilitySection()
        self.availability.on_save = self.presenter.save_availability
        self.returns = ReturnSection()
        self.returns.on_save = self.presenter.save_returns
        self.cancellations = CancellationSection()
        self.cancellations.on_save = self.presenter.save_cancellations
        self.refunds = RefundSection()
        self.refunds.on_save = self.presenter.save_refunds
        self.stock = StockSection()
        self.stock.on_save = self.presenter.save_stock
        self.losses = LossSection()
        self.losses.on_save = self.presenter.save_losses
        self.accounts = AccountSection()
        self.accounts.on_save = self.presenter.save_accounts
        self.dunning = DunningSection()
        self.dunning.on_save = self.presenter.save_dunning
        self.portal = PortalSection()
        self.portal.on_save = self.presenter.save_portal
        self.quotes = QuoteSection()
        self.quotes.on_save = self.presenter.save_quotes
        self.checks = CheckSection()
        self.checks.on_save = self.presenter.save_checks
        self.payments = PaymentSection()
        self.payments.on_save = self.presenter.save_payments
        outside = self._desk.money
        self.keys = KeysCard(None if outside is None else outside.keys, self.shell.toast, self.shell.show_refusal)

    @property
    def sections(self) -> Sequence[Section[Any]]:
        return (
            self.business,
            self.billing,
            self.workshop,
            self.deliveries,
            self.availability,
            self.returns,
            self.cancellations,
            self.refunds,
            self.losses,
            self.accounts,
            self.checks,
            self.payments,
            self.dunning,
            self.portal,
            self.quotes,
            self.scanning,
            self.stock,
            self.postage,
            *self.stores.values(),
        )

    def show_target(self, argument: str) -> None:
        if argument in _NAMED:
            self.tabs.setCurrentIndex(_NAMED[argument])
        self.presenter.load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds:
            self.presenter.load()

    def show_settings(self, page: SettingsPage) -> None:
        self.business.show_country(page.country)
        self.logo.show_logo(page.logo)
        self.business.show_kept(page.business, last_change(page, Area.BUSINESS))
        self.billing.show_kept(page.billing, last_change(page, Area.BILLING))
        self.workshop.show_kept(page.workshop, last_change(page, Area.WORKSHOP))
        self.deliveries.show_kept(page.deliveries, last_change(page, Area.DELIVERIES))
        self.availability.show_kept(page.availability, last_change(page, Area.AVAILABILITY))
        self.returns.show_kept(page.returns, last_change(page, Area.RETURNS))
        self.refunds.people.set_people(page.people)
        self.refunds.show_kept(page.refunds, last_change(page, Area.REFUNDS))
        self.losses.covers.set_services(page.services)
        self.losses.show_kept(page.losses, last_change(page, Area.LOSSES))
        self.checks.rules.set_scopes(page.scopes)
        self.checks.show_kept(page.checks, last_change(page, Area.CHECKS))
        self.payments.show_kept(page.payments, last_change(page, Area.PAYMENTS))
        self.dunning.show_kept(page.dunning, last_change(page, Area.DUNNING))
        self.portal.show_kept(page.portal, last_change(page, Area.PORTAL))
        self.scanning.show_kept(page.scanning, last_change(page, Area.SCANNING))
        self.stock.show_kept(page.stock, last_change(page, Area.STOCK))
        self.postage.show_kept(page.postage, last_change(page, Area.POSTAGE))
        self.quotes.show_kept(page.quotes, last_change(page, Area.QUOTES))
        self.accounts.show_kept(page.accounts, last_change(page, Area.ACCOUNTS))
        self.cancellations.show_kept(page.cancellations, last_change(page, Area.CANCELLATIONS))
        for store in page.stores:
            self._show_store(store, page)
        if self.new_store.is_awaited:
            self._open_new_store()
        self.history.set_rows(page.history)
        self._settle()

    def _show_store(self, store: StoreRow, page: SettingsPage) -> None:
        if store.store_id not in self.stores:
            year = today(self._desk.clock).year
            section = StoreSection(store.kept.value.name, str(store.store_id), store.numbers, year)
            section.on_save = self.presenter.store_saver(store.store_id)
            section.changed.connect(self._settle)
            self.stores[store.store_id] = section
            self._store_place.addWidget(section)
            section.put_back(self._entered)
        self.stores[store.store_id].show_kept(store.kept, last_change(page, Area.STORE, store.kept.value.name))

    @property
    def is_unsaved(self) -> bool:
        return any(each.is_dirty for each in (*self.sections, self.new_store))

    def entered(self) -> Mapping[str, str]:
        return {name: typed for each in (*self.sections, self.new_store) for name, typed in each.typed().items()}

    def restore(self, entered: Mapping[str, str]) -> None:
        self._entered = entered
        for section in (*self.sections, self.new_store):
            section.put_back(entered)

    def saved(self, key: Key) -> None:
        if key == (Area.STORE, None):
            self._close_new_store()
            self.shell.toast(_("The store is added. Logins for the people there are made by your administrator."))
            return
        self._section(key).saved()
        self.shell.toast(_("Saved."))

    def refused(self, key: Key, error: AppError) -> None:
        self._section(key).show_refusal(error)
        if isinstance(error, Conflict):
            self.shell.show_refusal(error)

    def _section(self, key: Key) -> Section[Any]:
        area, store_id = key
        named: dict[Area, Section[Any]] = {
            Area.BUSINESS: self.business,
            Area.BILLING: self.billing,
            Area.WORKSHOP: self.workshop,
            Area.DELIVERIES: self.deliveries,
            Area.AVAILABILITY: self.availability,
            Area.RETURNS: self.returns,
            Area.CANCELLATIONS: self.cancellations,
            Area.REFUNDS: self.refunds,
            Area.LOSSES: self.losses,
            Area.ACCOUNTS: self.accounts,
            Area.CHECKS: self.checks,
            Area.PAYMENTS: self.payments,
            Area.DUNNING: self.dunning,
            Area.PORTAL: self.portal,
            Area.QUOTES: self.quotes,
            Area.SCANNING: self.scanning,
            Area.STOCK: self.stock,
            Area.POSTAGE: self.postage,
        }
        return named.get(area) or (self.new_store if store_id is None else self.stores[store_id])

    def _open_new_store(self) -> None:
        first = next((each.kept for each in self.stores.values() if each.kept is not None), None)
        self.new_store.begin(first.value if first else StoreSettings(""))
        self.new_store.show()
        self.add_store.hide()
        self.new_store.form["store_name"].setFocus()

    def _close_new_store(self) -> None:
        self.new_store.kept = None
        self.new_store.hide()
        self.add_store.show()
        self._settle()

    def _fit(self, index: int) -> None:
        """A tab is as high as what is in it, not as the highest of all."""
        for each in range(self.tabs.count()):
            upright = QSizePolicy.Policy.Preferred if each == index else QSizePolicy.Policy.Ignored
            part = self.tabs.widget(each)
            if part is not None:
                part.setSizePolicy(QSizePolicy.Policy.Preferred, upright)

    def _settle(self) -> None:
        """A tab with something unsaved carries a dot, the page says so in its heading."""
        dirty = {
            BUSINESS: self.business.is_dirty,
            BILLING: self.billing.is_dirty,
            STORES: any(each.is_dirty for each in (*self.stores.values(), self.new_store)),
            WORKSHOP: self.workshop.is_dirty or self.scanning.is_dirty or self.stock.is_dirty,
            DELIVERIES: self.deliveries.is_dirty or self.postage.is_dirty,
            AVAILABILITY: self.availability.is_dirty,
            RETURNS: self.returns.is_dirty,
            CANCELLATIONS: self.cancellations.is_dirty,
            REFUNDS: self.refunds.is_dirty,
            LOSSES: self.losses.is_dirty,
            ACCOUNTS: self.accounts.is_dirty,
            CHECKS: self.checks.is_dirty,
            PAYMENTS: self.payments.is_dirty,
            DUNNING: self.dunning.is_dirty,
            PORTAL: self.portal.is_dirty or self.quotes.is_dirty,
        }
        words = (
            _("Business"),
            _("Billing"),
            _("Stores"),
            _("Workshop and stock"),
            _("Deliveries"),
            _("Availability"),
            _("Returns"),
            _("Cancellations"),
            _("Refunds"),
            _("Losses"),
            _("Bookkeeping"),
            _("Checks"),
            _("Payments"),
            _("Dunning"),
            _("Customers' pages"),
            _("History"),
        )
        for index, word in enumerate(words):
            self.tabs.setTabText(index, f"{word} •" if dirty.get(index) else word)
        badges = ((_("not saved"), Tone.WARN),) if any(dirty.values()) else ()
        if tuple(self.badges) != badges:
            self.set_heading(self.title, self.subtitle, badges)


def _stacked(*parts: QWidget) -> QWidget:
    """Several on one tab."""
    holder = QWidget()
    holder.setLayout(column(*parts, gap=16))
    return holder


def _narrow(part: QWidget) -> QWidget:
    """Lines of fields that a person still reads as lines."""
    part.setMaximumWidth(theme().px(WIDEST))
    around = QWidget()
    around.setLayout(column(16, part, None))
    return around
