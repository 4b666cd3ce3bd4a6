"""Supplies: what is there of counted goods, what the next four weeks of deliveries need, and what is to be ordered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QTabWidget, QWidget

from domain.clock import today
from domain.ids import VariantId
from domain.views.supplies import DAYS_AHEAD, ComingSupplies, SupplyMoved, SupplyNeed
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.language import _, shown_date
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.supplies.moves import movements_table
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, text
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable

NEEDED, MOVES = range(2)
SHORT = 32


class SupplyNeedsPage(Page):
    """What the contracts ask for is gone through in parts; until all are through, the page says so."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Supplies"))
        self._desk = desk
        self._needs, self._parts, self._moved = Asker(shell, self), Asker(shell, self), Asker(shell, self)
        self._rows: tuple[SupplyNeed, ...] = ()
        self._coming: Counter[VariantId] = Counter()
        empty = EmptyState(
            "bottle-tonic-outline", _("No counted goods"), _("The owner adds products of the kind “Consumable”.")
        )
        self.table: DataTable[SupplyNeed] = DataTable(_columns(), empty=empty, name=_("Supplies"))
        self.moves: DataTable[SupplyMoved] = movements_table()
        self.words = text("", "muted", wrap=True)
        self.tabs = QTabWidget()
        for shown, words in ((self.table, _("Needed")), (self.moves, _("Movements"))):
            page = QWidget()
            page.setLayout(column(8, shown, gap=0))
            self.tabs.addTab(page, words)
        layout = column(self.words, gap=16)
        layout.addWidget(Card(margin=16).add(self.tabs, stretch=1), 1)
        self.setLayout(layout)
        guide_focus(self, self.table)
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(lambda _row: self.tabs.setCurrentIndex(MOVES))

    def show_target(self, argument: str) -> None:
        self._load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"supplies", "shipments", "contracts", "products"}:
            self._load()

    def _load(self) -> None:
        self._needs.ask(self._desk.office.supply_needs, self._show)

    def _show(self, rows: Sequence[SupplyNeed]) -> None:
        self._rows, self._coming = tuple(rows), Counter()
        self._next(None)

    def _next(self, found: ComingSupplies | None) -> None:
        """One part after another; what is known so far is shown at the end, for half of it would say nothing."""
        until = today(self._desk.clock) + timedelta(days=DAYS_AHEAD)
        if found is not None:
            self._coming.update(found.pieces)
        if found is None or found.after is not None:
            if not self.table.model.rows:
                self.words.setText(_("The deliveries of the next weeks are being gone through …"))
            after = None if found is None else found.after
            self._parts.ask(partial(self._desk.office.coming_supplies, until, after), self._next)
            return
        self.words.setText(
            _("Needed until {day}: what waits to be packed, and the regular deliveries to come.").format(
                day=shown_date(until)
            )
        )
        kept = self.table.current()
        self.table.set_rows([replace(row, coming=self._coming[row.variant_id]) for row in self._rows])
        if kept is not None:
            self.table.select(lambda row: row.variant_id == kept.variant_id)
        self._on_current(self.table.current())

    def _on_current(self, chosen: SupplyNeed | None) -> None:
        self.tabs.setTabText(MOVES, _("Movements") if chosen is None else f"{_('Movements')} · {short(chosen.title)}")
        if chosen is None:
            self.moves.set_rows(())
        else:
            work = partial(self._desk.floor.supply_movements, chosen.variant_id)
            self._moved.ask(work, self.moves.set_rows)


def short(title: str) -> str:
    """As much of a name as a tab has room for."""
    return title if len(title) <= SHORT else f"{title[:SHORT]}…"


def hint(row: SupplyNeed) -> tuple[str, Tone | None]:
    """What is to be done, as a word with its tone."""
    if row.lacking and row.on_hand is None:
        return _("Count it"), Tone.WARN
    if row.lacking:
        return _("Order {count}").format(count=row.lacking), Tone.BAD
    return (_("Enough"), Tone.OK) if row.on_hand is not None else (_("Not counted yet"), Tone.NEUTRAL)


def _columns() -> list[Column[SupplyNeed]]:
    right = Align.RIGHT
    return [
        Column("title", _("Product"), lambda r: r.title, fills=True),
        Column("sku", _("Number"), lambda r: r.sku, width=128, code=True, yields=3),
        Column("on_hand", _("On hand"), lambda r: r.on_hand, align=right, width=96),
        Column("to_pick", _("To pick"), lambda r: r.to_pick, align=right, width=96, yields=2),
        Column("coming", _("To come"), lambda r: r.coming, align=right, width=96, yields=1),
        Column("needed", _("Needed in 4 weeks"), lambda r: r.needed, align=right, width=160),
        Column(
            "hint", _("Hint"), lambda r: hint(r)[0], tone=lambda r: hint(r)[1], width=160,
            sorts_by=lambda r: (-r.lacking, r.title),
        ),
    ]  # fmt: skip
