"""The form beside the scans: product, place, quantity, serials, labels, and the one button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, QSignalBlocker, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from domain.assets.receive_assets import MOST_AT_ONCE
from ui.language import _, count
from ui.theme import theme
from ui.warehouse.receiving.receiving import Draft, ReceivingState, span
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card

if TYPE_CHECKING:  # the rows of all warehouse pages stand in that file
    from domain.views.floor_rows import PlaceRow

ROLL, SHEET, NONE = "roll", "sheet", "none"


class Quantity(QWidget):
    """A number between two large buttons; Enter is the scanner's, so it is read while it is typed."""

    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.less, self.more = button("−", lambda: self._step(-1), touch=True), button("+", self._more, touch=True)
        self.less.setAccessibleName(_("One less"))
        self.more.setAccessibleName(_("One more"))
        self.line = QLineEdit()
        self.line.setObjectName("quantity")
        self.line.setAccessibleName(_("Quantity"))
        self.line.setProperty("touch", "true")
        self.line.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,3}"), self.line))
        self.line.textEdited.connect(lambda _typed: self.changed.emit(self.value()))
        inside = row(self.less, gap=8)
        inside.addWidget(self.line, 1)
        inside.addWidget(self.more)
        self.setLayout(inside)

    def value(self) -> int:
        typed = self.line.text()
        return min(int(typed), MOST_AT_ONCE) if typed else 0

    def show_value(self, quantity: int) -> None:
        if self.value() != quantity:
            self.line.setText(str(quantity) if quantity else "")

    def _more(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        wanted = min(max(self.value() + by, 1), MOST_AT_ONCE)
        self.show_value(wanted)
        self.changed.emit(wanted)


class ReceiptForm(Card):
    """What is about to be booked; emits what a person changes by hand."""

    quantity_typed = Signal(int)
    serials_typed = Signal(object, object)
    """What was shown before and what stands there now: tuples of str in their order, blank lines left out."""

    place_chosen = Signal(object)
    """A PlaceRow or None."""

    book_wanted = Signal()
    clear_wanted = Signal()
    print_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Goods receipt"), margin=16)
        self._product, self._sku = text("", "title", wrap=True), text("", "muted", wrap=True)
        self._places: tuple[PlaceRow, ...] = ()
        self._shown: tuple[str, ...] = ()
        self.place = QComboBox()
        self.place.setAccessibleName(_("Place"))
        self.quantity = Quantity()
        self._serials_label = text(_("Serial numbers, one a line"), "muted")
        self.serials = QPlainTextEdit()
        self.serials.setObjectName("serials")
        self.serials.setPlaceholderText(_("Scan or paste them; without, only the quantity counts."))
        self.serials.setAccessibleName(_("Serial numbers, one a line"))
        self.serials.setTabChangesFocus(True)
        self.serials.setMinimumHeight(theme().px(64))
        self.format = QComboBox()
        self.format.setAccessibleName(_("Labels"))
        for key, word in ((ROLL, _("Labels")), (SHEET, _("Labels on A4")), (NONE, _("No labels"))):
            self.format.addItem(word, key)
        self.book = button("", self.book_wanted.emit, kind="primary", shortcut="Ctrl+Return", touch=True)
        self.clear = button(_("Clear"), self.clear_wanted.emit, touch=True)
        self._booked = text("", "strong", wrap=True)
        self.print = button(_("Labels"), self.print_wanted.emit, touch=True)
        self.undo = button(_("Undo"), self.undo_wanted.emit, touch=True)
        self._build()

    def show_places(self, places: Sequence[PlaceRow]) -> None:
        self._places = tuple(places)
        with QSignalBlocker(self.place):
            self.place.clear()
            self.place.addItem(_("No place"))
            self.place.addItems([known.name for known in self._places])

    def show_state(self, state: ReceivingState, *, is_typing: bool) -> None:
        """`is_typing`: what stands in the fields is newer than the state."""
        draft, variant = state.draft, state.draft.variant
        self._product.setText(variant.title if variant else _("No product yet"))
        self._sku.setText(" · ".join(filter(None, (variant.sku, variant.gtin.lstrip("0")))) if variant else "")
        self._sku.setVisible(variant is not None)
        for field in (self.quantity, self.serials):
            field.setEnabled(variant is not None)
        self.show_place(draft.place)
        self._show_pieces(draft)
        if not is_typing:
            self.quantity.show_value(draft.pieces)
            self._show_serials(draft.serials)
        booked = state.booked
        self._after.setVisible(booked is not None)
        if booked is not None:
            self._booked.setText(f"{booked.title}\n{span(booked.codes)}")
            self.print.setEnabled(not booked.is_undone)
        self.undo.setEnabled(booked is not None and booked.can_undo and not booked.is_undone)

    def show_place(self, place: PlaceRow | None) -> None:
        ids = [known.id for known in self._places]
        with QSignalBlocker(self.place):
            self.place.setCurrentIndex(ids.index(place.id) + 1 if place and place.id in ids else 0)

    def _show_pieces(self, draft: Draft) -> None:
        """The one button says how many."""
        pieces = draft.pieces if draft.variant else 0
        self.book.setText(count("Book in {count} piece", "Book in {count} pieces", pieces) if pieces else _("Book in"))
        self.book.setEnabled(pieces > 0)
        self.clear.setEnabled(draft.variant is not None)

    def _show_serials(self, serials: tuple[str, ...]) -> None:
        self._shown = serials
        if self._typed() == serials:
            return
        with QSignalBlocker(self.serials):
            self.serials.setPlainText("".join(f"{serial}\n" for serial in serials))
        self.serials.verticalScrollBar().setValue(self.serials.verticalScrollBar().maximum())

    def _on_serials(self) -> None:
        before, self._shown = self._shown, self._typed()
        if before != self._shown:
            self.serials_typed.emit(before, self._shown)

    def _typed(self) -> tuple[str, ...]:
        return tuple(filter(None, (line.strip() for line in self.serials.toPlainText().splitlines())))

    def _build(self) -> None:
        for name, made in {"book": self.book, "clear": self.clear, "labels": self.print, "undo": self.undo}.items():
            made.setObjectName(name)
        self.place.setObjectName("place")
        self.format.setObjectName("label_format")
        self._after = QWidget()
        self._after.setLayout(column(self._booked, row(self.print, self.undo, gap=12), gap=8))
        inside = column(self._product, self._sku, 4, gap=4)
        inside.addWidget(self.place)
        inside.addSpacing(theme().px(4))
        inside.addWidget(self.quantity)
        inside.addSpacing(theme().px(4))
        inside.addWidget(self._serials_label)
        inside.addWidget(self.serials, 1)
        self.add(inside, stretch=1)
        last = row(gap=12)
        last.addWidget(self.format, 1)
        last.addWidget(self.clear)
        self.add(last, self.book, self._after)
        self.setProperty("touch", "true")
        self.quantity.changed.connect(self.quantity_typed)
        self.serials.textChanged.connect(self._on_serials)
        self.place.currentIndexChanged.connect(self._on_place)

    def _on_place(self, index: int) -> None:
        self.place_chosen.emit(self._places[index - 1] if index > 0 else None)
