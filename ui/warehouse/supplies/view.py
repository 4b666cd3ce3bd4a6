"""Supplies: what lies of counted goods in which place, what came in, and what was counted."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QTabWidget, QWidget

from domain.application import Command, Event
from domain.assets.resolve import Card as CommandCard
from domain.assets.resolve import Meaning, Resolved
from domain.assets.scan import Scan
from domain.errors import AppError
from domain.scans.model import WrongKind
from domain.supplies.count_supplies import SuppliesCounted
from domain.supplies.model import CountNeedsReason
from domain.supplies.receive_supplies import SuppliesReceived
from domain.views.supplies import SupplyMoved, SupplyRow
from ui.desk import Desk
from ui.language import _, shown_instant
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.sounds import Sound
from ui.supplies.moves import movements_table
from ui.texts import refusal
from ui.theme import theme
from ui.warehouse.sides import side_width
from ui.warehouse.supplies.forms import COUNT, SupplyForms
from ui.widgets.base import column, guide_focus
from ui.widgets.bend import Bend
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column, DataTable
from ui.wrong_scans import WrongSeen

if TYPE_CHECKING:
    from domain.application import Answer
    from domain.views.floor_rows import PlaceRow

T = TypeVar("T")
SHELVES, MOVES = range(2)


class SuppliesPage(Page):
    """Shelves and movements on the left, what is entered on the right. A scan chooses a product or a place."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Supplies"))
        self.desk = desk
        self.forms = SupplyForms()
        self.forms.setMinimumWidth(theme().px(side_width(theme().px(1000)) or 0))
        empty = EmptyState(
            "bottle-tonic-outline", _("No counted goods"), _("The owner adds products of the kind “Consumable”.")
        )
        self.shelves: DataTable[SupplyRow] = DataTable(_columns(), empty=empty, name=_("Supplies"), touch=True)
        self.moves: DataTable[SupplyMoved] = movements_table()
        self.tabs = QTabWidget()
        for words, shown in ((_("Shelves"), self.shelves), (_("Movements"), self.moves)):
            page = QWidget()
            page.setLayout(column(8, shown, gap=0))
            self.tabs.addTab(page, words)
        left = Card(margin=16).add(self.tabs, stretch=1)
        left.setMinimumHeight(theme().px(280))
        self.setLayout(column(Bend(left, self.forms, gap=24)))
        guide_focus(self, self.shelves)
        self._wanted = ""
        self.shelves.current_changed.connect(self._choose)
        self.shelves.opened.connect(lambda _row: self.forms.receive.setFocus())
        self.forms.wanted.connect(self._give)

    def show_target(self, argument: str) -> None:
        """`argument` is a product's number."""
        self._wanted = argument
        self._load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"supplies", "products", "places"}:
            self._load()

    def on_scan(self, scan: Scan) -> bool:
        self._run(partial(self.desk.resolve, scan), partial(self._scanned, scan))
        return True

    def _load(self) -> None:
        floor = self.desk.floor
        self._run(lambda: (floor.supplies(), floor.places()), self._show)

    def _show(self, found: "tuple[tuple[SupplyRow, ...], tuple[PlaceRow, ...]]") -> None:
        rows, places = found
        chosen = self.forms.chosen
        self.shelves.set_rows(rows)
        self.forms.show_places(places)
        if self._wanted:
            self.shelves.select(lambda row: row.sku == self._wanted)
            self._wanted = ""
        elif chosen is not None and self.shelves.current() is None:
            same = [row for row in rows if row.variant_id == chosen.variant_id]
            here = [row for row in same if row.place_id in (chosen.place_id, None)] or same
            self.shelves.select(lambda row: row in here[:1])
        self._choose(self.shelves.current())

    def _choose(self, chosen: SupplyRow | None) -> None:
        self.forms.show_chosen(chosen)
        if chosen is None:
            self.moves.set_rows(())
        else:
            self._run(partial(self.desk.floor.supply_movements, chosen.variant_id), self.moves.set_rows)

    def _scanned(self, scan: Scan, found: Resolved) -> None:
        if found.card is CommandCard.CONFIRM:
            is_count = self.forms.tabs.currentIndex() == COUNT
            (self.forms.count if is_count else self.forms.receive).click()
        elif found.meaning is Meaning.PRODUCT and self.shelves.select(lambda row: row.variant_id == found.id):
            self.shell.play(Sound.ACCEPTED)
            self._choose(self.shelves.current())
        elif found.meaning is Meaning.PLACE and self.forms.choose_place(found.id):
            self.shell.play(Sound.ACCEPTED)
        else:
            self.shell.play(Sound.REFUSED)
            kind = WrongKind.UNKNOWN if found.meaning is Meaning.UNKNOWN else WrongKind.NOT_NEEDED
            self.shell.services.hub.wrong.emit(WrongSeen(scan, kind))
            self.shell.toast(_("Scan the barcode of a counted product, or a place."))

    def _give(self, command: Command) -> None:
        self._run(partial(self.desk.run, command), self._given)

    def _given(self, answer: "Answer") -> None:
        self.forms.done()
        if answer.event is None:
            self.shell.toast(_("Kept here; it is sent as soon as the connection is back."))
            return
        self.shell.toast(_said(answer.event))
        self.shell.services.changes.touch(answer.event.touched())

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self.shell.services.background.run(work, done, self._refused, owner=self)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, CountNeedsReason):
            self.forms.count_reason_wanted(refusal(error))
            return
        if isinstance(error, AppError):
            self.shell.play(Sound.REFUSED)
        self.shell.show_refusal(error)


def _said(event: Event) -> str:
    if isinstance(event, SuppliesReceived):
        words = _("{title}: {pieces} more, {on_hand} there now")
        return words.format(title=event.title, pieces=event.quantity, on_hand=event.on_hand)
    if isinstance(event, SuppliesCounted):
        words = _("{title}: {counted} counted, the books had {before}")
        return words.format(title=event.title, counted=event.counted, before=event.before)
    return ""


def _columns() -> list[Column[SupplyRow]]:
    return [
        Column("title", _("Product"), lambda r: r.title, fills=True),
        Column("sku", _("Number"), lambda r: r.sku, width=120, code=True, yields=2),
        Column("place", _("Place"), lambda r: r.place or None, width=136, yields=1),
        Column("on_hand", _("On hand"), lambda r: None if r.place_id is None else r.on_hand, width=96),
        Column("moved_at", _("Moved last"), lambda r: r.moved_at, show=shown_instant, width=152, yields=3),
    ]
