"""The owner's key figures as of any day: recurring revenue, products and things, money and risk; each to its rows."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QSizePolicy, QTabWidget, QWidget

from domain.clock import today
from domain.kpis.movement import Movement
from domain.period import ONE_DAY, add_months
from domain.views.kpis import AtRisk, FleetRow, MoveRow
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, current_language, shown_date
from ui.owner.kpis.money import MoneyPart, Risks
from ui.owner.kpis.report import report_sheet
from ui.owner.kpis.revenue import Revenue, RevenuePart
from ui.owner.kpis.spans import Asked
from ui.owner.kpis.things import ThingsPart
from ui.owner.kpis.words import MOVE_TONES
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.forms import ChoiceField, DateField
from ui.widgets.table import Align, Column, DataTable

_SPANS: Final = (3, 6, 12, 24, 36)
_USUAL: Final = 12
_WEEKS: Final = 12
_TOPICS: Final = frozenset({"contracts", "invoices", "customers", "assets", "returns"})


class KpiPage(Page):
    """Each part asks when it is first looked at."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Key figures"))
        self._desk = desk
        self._askers = tuple(Asker(shell, self) for _n in range(4))
        self.day = DateField(_("As of the evening of"), today(desk.clock))
        self.span = ChoiceField(_("Looking back"), [(n, count("{count} month", "{count} months", n)) for n in _SPANS])
        self.span.set_value(_USUAL)
        self.revenue = RevenuePart(self._open_month)
        self.things = ThingsPart(self._open_product)
        self.money = MoneyPart(self._open_customer)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("kpi_tabs")
        self.tabs.tabBar().setAccessibleName(_("Key figures"))
        parts: tuple[tuple[QWidget, str], ...] = (
            (self.revenue, _("Recurring revenue")),
            (self.things, _("Products and things")),
            (self.money, _("Money and risk")),
        )
        for part, word in parts:
            self.tabs.addTab(part, word)
        self._stale = set(range(len(parts)))
        self.day.setMaximumWidth(theme().px(240))
        self.report = button(_("Report (PDF)"), self._make_report, sign="file-pdf-box", shortcut="Ctrl+P")
        self.setLayout(column(row(self.day, self.span, None, self.report, gap=16), self.tabs, gap=16))
        guide_focus(self, self.day)
        self.day.changed.connect(self.load)
        self.span.changed.connect(self.load)
        self.tabs.currentChanged.connect(self._turn)
        self._fit(0)

    def show_target(self, argument: str) -> None:
        self.load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & _TOPICS:
            self.load()

    @property
    def asked(self) -> Asked:
        return Asked(self.day.value(), self.span.value())

    def load(self) -> None:
        """Asks again for what is in sight; the other parts when they are opened."""
        self._stale = set(range(self.tabs.count()))
        self._ask()

    def _turn(self, index: int) -> None:
        self._fit(index)
        self._ask()

    def _fit(self, index: int) -> None:
        """A part is as high as what is in it, not as the highest of all."""
        for each in range(self.tabs.count()):
            upright = QSizePolicy.Policy.Preferred if each == index else QSizePolicy.Policy.Ignored
            part = self.tabs.widget(each)
            if part is not None:
                part.setSizePolicy(QSizePolicy.Policy.Preferred, upright)

    def _ask(self) -> None:
        part = self.tabs.currentIndex()
        if part not in self._stale:
            return
        self._stale.discard(part)
        (self._ask_revenue, self._ask_things, self._ask_money)[part]()

    def _ask_revenue(self) -> None:
        self._askers[0].ask(partial(self._revenue, self.asked), self.revenue.show_found)

    def _ask_things(self) -> None:
        kpis, asked = self._desk.office.kpis, self.asked
        self._askers[1].ask(lambda: kpis.fleet(asked.start_on, asked.past), self.things.show_found)

    def _ask_money(self) -> None:
        self._askers[2].ask(partial(self._risks, self.asked), self.money.show_found)

    def _revenue(self, asked: Asked) -> Revenue:
        kpis = self._desk.office.kpis
        months = kpis.movements(asked.marks)
        begun = next((each.start_on for each in months if each.at_start), asked.start_on)
        [whole] = kpis.movements((begun, asked.past))
        first = add_months(asked.day.replace(day=1), -_USUAL)
        return Revenue(whole, months, kpis.cohorts(first, asked.past), kpis.products(asked.day))

    def _risks(self, asked: Asked) -> Risks:
        kpis, day = self._desk.office.kpis, today(self._desk.clock)
        counted = kpis.counted(asked.start_on, asked.past)
        collected = kpis.collected(asked.start_on, asked.past)
        return Risks(counted, kpis.at_risk(day), kpis.coming_back(day, _WEEKS), collected)

    def _make_report(self) -> None:
        asked, language, desk = self.asked, current_language(), self._desk

        def kept() -> Path:
            fleet = desk.office.kpis.fleet(asked.start_on, asked.past)
            found = self._revenue(asked), fleet, self._risks(asked)
            pdf = desk.papers.key_figures(report_sheet(asked, today(desk.clock), *found), language)
            return desk.folder.keep(f"{_('Key figures')} {asked.day.isoformat()}.pdf", pdf)

        self.report.setEnabled(False)
        self._askers[3].ask(kept, self._show_report, self._report_failed)

    def _show_report(self, path: Path) -> None:
        self.report.setEnabled(True)
        self._desk.folder.show(path)

    def _report_failed(self, error: Exception) -> None:
        self.report.setEnabled(True)
        self.shell.show_refusal(error)

    def _open_month(self, month: Movement) -> None:
        self.shell.open("kpi_month", f"{month.start_on.isoformat()} {month.end_on.isoformat()}")

    def _open_product(self, product: FleetRow) -> None:
        self.shell.open("kpi_things", f"{product.product_id} {product.title}")

    def _open_customer(self, one: AtRisk) -> None:
        self.shell.open("customer", one.number)


class MonthPage(Page):
    """The customers who moved between two days."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Who moved"))
        self._desk, self._asker = desk, Asker(shell, self)
        empty = EmptyState("swap-vertical", _("Nobody moved"), _("All contracts were worth the same on both days."))
        self.table: DataTable[MoveRow] = DataTable(_columns(), empty=empty, name=_("Who moved"))
        self.about = text("", "muted", wrap=True)
        self.setLayout(column(Card().add(self.about).add(self.table, stretch=1)))
        guide_focus(self, self.table)
        self.table.opened.connect(lambda one: self.shell.open("customer", one.number))

    def show_target(self, argument: str) -> None:
        """`argument`: the two mornings, parted by a blank."""
        start_on, end_on = (date.fromisoformat(each) for each in argument.split())
        words = _("Compared: the morning of {start} with the evening of {end}. Amounts are net and a month.")
        self.about.setText(words.format(start=shown_date(start_on), end=shown_date(end_on - ONE_DAY)))
        kpis = self._desk.office.kpis
        self._asker.ask(lambda: kpis.moved(start_on, end_on), self.table.set_rows)


def _columns() -> list[Column[MoveRow]]:
    right = Align.RIGHT
    return [
        Column("number", _("Customer"), lambda one: one.number, code=True, width=136),
        Column("name", _("Name"), lambda one: one.name, fills=True),
        Column(
            "move", _("What happened"), lambda one: label(one.move), tone=lambda one: MOVE_TONES[one.move], width=136
        ),
        Column("before", _("Before"), lambda one: one.before, align=right, width=120, yields=1),
        Column("after", _("After"), lambda one: one.after, align=right, width=120, yields=2),
        Column("change", _("Changed by"), lambda one: one.change, align=right, width=128),
        Column("contracts", _("Contracts"), lambda one: one.contracts, width=168, yields=3),
    ]


def _tone(one: MoveRow) -> Tone:
    return MOVE_TONES[one.move]
