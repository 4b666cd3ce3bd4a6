"""Setting up a house: step by step, each to be put off and taken up again, until nothing is missing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScrollArea, QStackedWidget, QWidget

from domain.application import Command
from domain.clock import today
from domain.errors import AppError
from domain.settings.book import Area
from domain.setup.mark_setup_step import MarkSetupStep
from domain.setup.model import SetupStep
from domain.views.settings import SettingsPage
from domain.views.setup import SetupState
from ui.backoffice.asking import Asker, give
from ui.backoffice.letters.server import MailServerPage
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count
from ui.owner.settings.forms import BusinessSection, StoreSection
from ui.owner.settings.logo import LogoCard
from ui.owner.settings.payments import KeysCard, PaymentSection
from ui.owner.settings.presenter import Key, SettingsPresenter, last_change
from ui.owner.settings.section import Section
from ui.owner.setup.steps import ImportCard, LackingCard, PeopleCard, PlacesCard, ProductsCard
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.icons import icon

STEPS: Final = tuple(SetupStep)
LAST: Final = len(STEPS)
WIDEST: Final = 880


class SetupPage(Page):
    """Begins with the first step that is neither there nor put off; opened with a step's name it begins with that."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Setting up"))
        self._desk = desk
        self._asker, self._mail = Asker(shell, self), Asker(shell, self)
        self.presenter = SettingsPresenter(shell, desk, self, Asker(shell, self))
        self.state: SetupState | None = None
        self._has_mail = False
        self._goes_on = False
        self._is_begun = False
        self._make_parts()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Steps"))
        self.list.setFixedWidth(theme().px(272))
        for words in (label(each) for each in STEPS):
            self.list.addItem(QListWidgetItem(words))
        self.list.addItem(QListWidgetItem(icon("format-list-checks", "muted"), _("What is still missing")))
        self.pages = QStackedWidget()
        for part in self._parts():
            self.pages.addWidget(_scrolled(part))
        self.list.currentRowChanged.connect(self._on_row)
        self.progress = text("", "muted")
        self.back = button(_("Back"), self.go_back, sign="arrow-left", shortcut="Alt+PgUp")
        self.put_off = button(_("Put off"), self._put_off, sign="clock-outline")
        self.next = button(_("Save and go on"), self.go_on, kind="primary", sign="arrow-right", shortcut="Alt+PgDown")
        steps = row(Card(margin=8).add(self.list, stretch=1), self.pages, gap=24)
        steps.setStretch(1, 1)
        layout = column(steps, row(self.progress, None, self.back, self.put_off, self.next), gap=16)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        guide_focus(self, self.list)

    def _make_parts(self) -> None:
        self.business, self.payments = BusinessSection(), PaymentSection()
        self.business.on_save = self.presenter.save_business
        self.payments.on_save = self.presenter.save_payments
        self.logo = LogoCard(self.presenter.keep_logo, self.presenter.remove_logo)
        self.stores: dict[object, StoreSection] = {}
        self._store_place = column(gap=16)
        self.places = PlacesCard(self._give)
        self.products = ProductsCard(self._give, self.shell.open)
        self.server = MailServerPage(self._desk, self.shell)
        outside = self._desk.money
        self.keys = KeysCard(None if outside is None else outside.keys, self.shell.toast, self.shell.show_refusal)
        self.people = PeopleCard(self._give)
        self.imports = ImportCard(self.shell.open)
        self.lacking = LackingCard(self.go_to)
        for section in (self.business, self.payments):
            section.changed.connect(self._settle)
            section.save.hide()

    def _parts(self) -> tuple[QWidget, ...]:
        def around(*parts: QWidget) -> QWidget:
            made = QWidget()
            made.setLayout(column(*parts, None, gap=16))
            return made

        stores = QWidget()
        stores.setLayout(column(self._store_place, self.places, None, gap=16))
        return (
            around(self.business, self.logo),
            stores,
            around(self.products),
            around(self.server),
            around(self.payments, self.keys),
            around(self.people),
            around(self.imports),
            around(self.lacking),
        )

    def show_target(self, argument: str) -> None:
        wanted = next((each for each in SetupStep if each == argument), None)
        if wanted is not None:
            self._is_begun = True
            self.go_to(wanted)
        self._load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"setup", "settings", "places", "products", "catalog", "customers", "people"}:
            self._load()

    def _load(self) -> None:
        self.presenter.load()
        self._asker.ask(self._desk.office.setup.state, self.show_state)
        if self._desk.post is not None:
            self._mail.ask(self._desk.post.server, lambda found: self._show_mail(found.settings is not None))
            self.server.show_target("")

    def show_state(self, state: SetupState) -> None:
        self.state = state
        self.places.show_places(state.places)
        self.products.show_products(state.products)
        self.people.show_people(state.people)
        if not self._is_begun:
            self._is_begun = True
            self.list.setCurrentRow(self._first_open())
        self._settle()

    def _show_mail(self, has_server: bool) -> None:
        self._has_mail = has_server
        self._settle()

    @property
    def missing(self) -> tuple[SetupStep, ...]:
        """Put off or not; this machine's mail server counts."""
        if self.state is None:
            return ()
        return replace(self.state.facts, has_mail_server=self._has_mail).lacking()

    def _first_open(self) -> int:
        put_off = frozenset() if self.state is None else self.state.put_off
        left = [each for each in self.missing if each not in put_off]
        return STEPS.index(left[0]) if left else LAST

    def go_to(self, step: SetupStep) -> None:
        self.list.setCurrentRow(STEPS.index(step))

    def go_back(self) -> None:
        self.list.setCurrentRow(max(self.list.currentRow() - 1, 0))

    def go_on(self) -> None:
        """What is typed is kept first; the step is left when it is."""
        dirty = [each for each in self._sections() if each.is_dirty]
        if self.list.currentRow() == STEPS.index(SetupStep.PEOPLE) and self.people.is_dirty:
            self.people.save.click()
        if not dirty:
            self._forward()
            return
        self._goes_on = True
        for each in dirty:
            each.try_to_save()

    def _forward(self) -> None:
        self._goes_on = False
        self.list.setCurrentRow(min(self.list.currentRow() + 1, LAST))

    def _sections(self) -> Sequence[Section[Any]]:
        """Those of the step in front."""
        by_step: dict[int, Sequence[Section[Any]]] = {
            STEPS.index(SetupStep.BUSINESS): (self.business,),
            STEPS.index(SetupStep.STORES): tuple(self.stores.values()),
            STEPS.index(SetupStep.PAYMENTS): (self.payments,),
        }
        return by_step.get(self.list.currentRow(), ())

    def _put_off(self) -> None:
        step = STEPS[self.list.currentRow()]
        self._give(MarkSetupStep(step))
        self._forward()

    def _give(self, *commands: Command) -> None:
        """One after the other; each tells what it touched, so the page loads anew."""
        if not commands:
            return

        def done(_event: object) -> None:
            self._give(*commands[1:])

        give(self.shell, self._desk, commands[0], done, self.shell.show_refusal, owner=self)

    def show_settings(self, page: SettingsPage) -> None:
        self.business.show_country(page.country)
        self.logo.show_logo(page.logo)
        self.business.show_kept(page.business, last_change(page, Area.BUSINESS))
        self.payments.show_kept(page.payments, last_change(page, Area.PAYMENTS))
        for store in page.stores:
            if store.store_id not in self.stores:
                year = today(self._desk.clock).year
                section = StoreSection(store.kept.value.name, str(store.store_id), store.numbers, year)
                section.on_save = self.presenter.store_saver(store.store_id)
                section.changed.connect(self._settle)
                section.save.hide()
                self.stores[store.store_id] = section
                self._store_place.addWidget(section)
            self.stores[store.store_id].show_kept(store.kept, last_change(page, Area.STORE, store.kept.value.name))
        self._settle()

    def saved(self, key: Key) -> None:
        section = self._section(key)
        section.saved()
        self.shell.toast(_("Saved."))
        if self._goes_on:
            self._forward()

    def refused(self, key: Key, error: AppError) -> None:
        self._goes_on = False
        self._section(key).show_refusal(error)

    def _section(self, key: Key) -> Section[Any]:
        area, store_id = key
        if store_id is not None:
            return self.stores[store_id]
        return self.payments if area is Area.PAYMENTS else self.business

    @property
    def is_unsaved(self) -> bool:
        sections: tuple[Section[Any], ...] = (self.business, self.payments, *self.stores.values())
        return any(each.is_dirty for each in sections)

    def _on_row(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self._settle()

    def _settle(self) -> None:
        number, missing = self.list.currentRow(), self.missing
        put_off = frozenset() if self.state is None else self.state.put_off
        for place, step in enumerate(STEPS):
            item = self.list.item(place)
            if item is not None and self.state is not None:
                is_there = step not in missing
                sign = "check-circle" if is_there else "clock-outline" if step in put_off else "circle-outline"
                item.setIcon(icon(sign, "ok" if is_there else "muted"))
                words = _("done") if is_there else _("put off") if step in put_off else _("still missing")
                item.setToolTip(words)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{label(step)}, {words}")
        self.lacking.show_lacking(missing, put_off)
        open_steps = [each for each in missing if each not in put_off]
        left = count("{count} step is still missing.", "{count} steps are still missing.", len(open_steps))
        self.progress.setText(left if open_steps else _("The house is ready."))
        self.back.setEnabled(number > 0)
        is_step = 0 <= number < LAST
        self.put_off.setVisible(is_step and STEPS[number] in open_steps)
        self.next.setVisible(is_step)
        is_dirty = any(each.is_dirty for each in self._sections())
        self.next.setText(_("Save and go on") if is_dirty else _("Go on"))


def _scrolled(part: QWidget) -> QScrollArea:
    part.setMaximumWidth(theme().px(WIDEST))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(part)
    return area
