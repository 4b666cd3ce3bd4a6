"""Everything the owner decides once for the house, an area a tab, and the history of it all."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from domain.clock import today
from domain.errors import AppError, Conflict
from domain.settings.book import Area
from domain.views.settings import SettingChange, SettingsPage
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.language import _
from ui.owner.settings.forms import (
    BillingSection,
    BusinessSection,
    DeliverySection,
    StoreSection,
    WorkshopSection,
)
from ui.owner.settings.history import columns
from ui.owner.settings.presenter import Key, SettingsPresenter, last_change
from ui.owner.settings.section import Section
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import column, guide_focus
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import DataTable

BUSINESS, BILLING, STORES, WORKSHOP, DELIVERIES, HISTORY = range(6)
_NAMED: Final = {
    "billing": BILLING,
    "stores": STORES,
    "workshop": WORKSHOP,
    "deliveries": DELIVERIES,
    "history": HISTORY,
}
WIDEST: Final = 880


class SettingsScreen(Page):
    """Opened for "billing", "stores", "workshop", "deliveries" or "history" it shows that tab."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Settings"))
        self._desk = desk
        self.presenter = SettingsPresenter(shell, desk, self, Asker(shell, self))
        self.business, self.billing, self.workshop = BusinessSection(), BillingSection(), WorkshopSection()
        self.business.on_save = self.presenter.save_business
        self.billing.on_save = self.presenter.save_billing
        self.workshop.on_save = self.presenter.save_workshop
        self.deliveries = DeliverySection()
        self.deliveries.on_save = self.presenter.save_deliveries
        self.stores: dict[object, StoreSection] = {}
        self._store_place = column(gap=16)
        empty = EmptyState("history", _("Nothing was changed yet"), _("Every change stands here with its reason."))
        self.history: DataTable[SettingChange] = DataTable(columns(), empty=empty, name=_("History of the settings"))
        self.tabs = QTabWidget()
        self.tabs.setObjectName("settings_tabs")
        self.tabs.tabBar().setAccessibleName(_("Areas of the settings"))
        around = QWidget()
        around.setLayout(column(self._store_place, None))
        kept = Card(margin=16).add(self.history, stretch=1)
        kept.setMinimumHeight(theme().px(320))
        for part in (self.business, self.billing, around, self.workshop, self.deliveries, kept):
            self.tabs.addTab(_narrow(part) if part is not kept else part, "")
        for section in (self.business, self.billing, self.workshop, self.deliveries):
            section.changed.connect(self._settle)
        layout: QVBoxLayout = column()
        layout.addWidget(self.tabs, 1)
        self.setLayout(layout)
        guide_focus(self, self.tabs.tabBar())
        self._settle()

    @property
    def sections(self) -> Sequence[Section[Any]]:
        return (self.business, self.billing, self.workshop, self.deliveries, *self.stores.values())

    def show_target(self, argument: str) -> None:
        if argument in _NAMED:
            self.tabs.setCurrentIndex(_NAMED[argument])
        self.presenter.load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds:
            self.presenter.load()

    def show_settings(self, page: SettingsPage) -> None:
        self.business.show_country(page.country)
        self.business.show_kept(page.business, last_change(page, Area.BUSINESS))
        self.billing.show_kept(page.billing, last_change(page, Area.BILLING))
        self.workshop.show_kept(page.workshop, last_change(page, Area.WORKSHOP))
        self.deliveries.show_kept(page.deliveries, last_change(page, Area.DELIVERIES))
        for row in page.stores:
            if row.store_id not in self.stores:
                section = StoreSection(row.kept.value.name, row.numbers, today(self._desk.clock).year)
                section.on_save = self.presenter.store_saver(row.store_id)
                section.changed.connect(self._settle)
                self.stores[row.store_id] = section
                self._store_place.addWidget(section)
            last = last_change(page, Area.STORE, row.kept.value.name)
            self.stores[row.store_id].show_kept(row.kept, last)
        self.history.set_rows(page.history)
        self._settle()

    def saved(self, key: Key) -> None:
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
        }
        return named.get(area) or self.stores[store_id]

    def _settle(self) -> None:
        """A tab with something unsaved carries a dot, the page says so in its heading."""
        dirty = {
            BUSINESS: self.business.is_dirty,
            BILLING: self.billing.is_dirty,
            STORES: any(each.is_dirty for each in self.stores.values()),
            WORKSHOP: self.workshop.is_dirty,
            DELIVERIES: self.deliveries.is_dirty,
        }
        words = (_("Business"), _("Billing"), _("Stores"), _("Workshop"), _("Deliveries"), _("History"))
        for index, word in enumerate(words):
            self.tabs.setTabText(index, f"{word} •" if dirty.get(index) else word)
        badges = ((_("not saved"), Tone.WARN),) if any(dirty.values()) else ()
        if tuple(self.badges) != badges:
            self.set_heading(self.title, self.subtitle, badges)


def _narrow(part: QWidget) -> QWidget:
    """Lines of fields that a person still reads as lines."""
    part.setMaximumWidth(theme().px(WIDEST))
    around = QWidget()
    around.setLayout(column(16, part, None))
    return around
