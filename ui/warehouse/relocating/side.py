"""Beside the answer: where things go, what is gathered and what stops it, and counted goods by number."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from domain.supplies.model import MOST_PIECES
from domain.views.floor_rows import PlaceRow
from domain.views.supplies import SupplyRow
from ui.language import _, count
from ui.theme import Tone
from ui.warehouse.relocating.moving import MovingState
from ui.widgets.base import clear, column, line, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import Form, NumberField


class MoveSide(Card):
    """The page listens; nothing is decided here."""

    place_chosen = Signal(object)
    batch_chosen = Signal(bool)
    book_wanted = Signal()
    undo_wanted = Signal()
    drop_wanted = Signal(str)
    carry_wanted = Signal(object, int)

    def __init__(self) -> None:
        super().__init__(margin=16)
        self.setProperty("touch", "true")
        self._places: tuple[PlaceRow, ...] = ()
        self._shelves: tuple[SupplyRow, ...] = ()
        self.place = QComboBox()
        self.place.setObjectName("place")
        self.place.setAccessibleName(_("Place where things go"))
        self.place.activated.connect(self._on_place)
        self.is_batch = QCheckBox(_("Gather, then all or nothing"))
        self.is_batch.setObjectName("is_batch")
        self.is_batch.toggled.connect(self.batch_chosen)
        self.gathered = text("", "muted", wrap=True)
        self._blockers = column(gap=8)
        self.book = button(
            _("Book"), self.book_wanted.emit, kind="primary", sign="check", shortcut="Ctrl+Return", touch=True
        )
        self.book.setObjectName("book_move")
        self.back = button(_("Undo"), self.undo_wanted.emit, sign="undo-variant", touch=True)
        self.back.setObjectName("undo_move")
        self.shelf = QComboBox()
        self.shelf.setObjectName("shelf")
        self.shelf.setAccessibleName(_("Counted goods and their shelf"))
        self.pieces = Form().add(pieces=NumberField(_("Pieces"), least=Decimal(1), most=Decimal(MOST_PIECES), places=0))
        self.carry = button(_("Carry to the place"), self._on_carry, sign="dolly", touch=True)
        self.carry.setObjectName("carry")
        self._supplies = QWidget()
        about = text(_("Counted goods"), "title")
        self._supplies.setLayout(column(line(), about, self.shelf, self.pieces, self.carry, gap=8))
        head = text(_("Where things go"), "title")
        self.add(
            head, self.place, self.is_batch, self.gathered, self._blockers, self.book, self.back, self._supplies,
            None,
        )  # fmt: skip

    def show_places(self, places: Sequence[PlaceRow], shelves: Sequence[SupplyRow]) -> None:
        chosen = self.place.currentData()
        self._places = tuple(places)
        self.place.clear()
        self.place.addItem(_("Scan or choose a place"), None)
        for each in places:
            self.place.addItem(f"{each.name}   {each.code}", each.id)
        self._point(chosen)
        self._shelves = tuple(each for each in shelves if each.place_id is not None and each.on_hand > 0)
        self.shelf.clear()
        for shelf in self._shelves:
            self.shelf.addItem(f"{shelf.title} · {shelf.place} · {shelf.on_hand}")
        self._supplies.setVisible(bool(self._shelves))

    def show_state(self, state: MovingState) -> None:
        self._point(None if state.place is None else state.place.id)
        self.is_batch.blockSignals(True)
        self.is_batch.setChecked(state.is_batch)
        self.is_batch.blockSignals(False)
        nothing = _("Nothing is gathered.")
        waiting = count("{count} thing on the list", "{count} things on the list", len(state.batch))
        self.gathered.setText(waiting if state.batch else nothing)
        self.book.setEnabled(state.can_book)
        self.back.setEnabled(bool(state.batch) or state.can_undo)
        self.carry.setEnabled(state.place is not None)
        clear(self._blockers)
        for reason, many in state.blockers:
            self._blockers.addWidget(text(f"{many} × {reason}", tone=Tone.BAD, wrap=True))
            away = button(_("Take off the list"), partial(self.drop_wanted.emit, reason), touch=True)
            away.setObjectName("drop_blocked")
            self._blockers.addWidget(away)
        if state.product:
            at = next((n for n, shelf in enumerate(self._shelves) if shelf.sku == state.product), -1)
            if at >= 0:
                self.shelf.setCurrentIndex(at)

    def _point(self, place_id: Any) -> None:
        at = next((n for n, each in enumerate(self._places, start=1) if each.id == place_id), 0)
        self.place.setCurrentIndex(at)

    def _on_place(self, at: int) -> None:
        self.place_chosen.emit(self._places[at - 1] if at > 0 else None)

    def _on_carry(self) -> None:
        at = self.shelf.currentIndex()
        values = self.pieces.read()
        if values is not None and 0 <= at < len(self._shelves):
            self.carry_wanted.emit(self._shelves[at], int(values["pieces"]))
