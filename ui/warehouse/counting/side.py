"""Beside the answer: what is counted, where one stands, how many pieces, and what is decided about a difference."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from domain.counts.model import CountStage, Decision
from domain.supplies.model import MOST_PIECES
from domain.views.depot import CountLineRow, CountPage, PlaceNode
from ui.labels import label
from ui.language import _, count
from ui.theme import Tone
from ui.warehouse.counting.counting import CountState
from ui.widgets.base import column, line, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import Form, NumberField

CONFIRM = "Ctrl+Return"
"""One at a time has it: two buttons with the same keys have none."""


class CountSide(Card):
    """The page listens; nothing is decided here."""

    place_chosen = Signal(object)
    pieces_counted = Signal(object, int)
    back_wanted = Signal()
    finish_wanted = Signal()
    drop_wanted = Signal()
    reopen_wanted = Signal()
    agree_wanted = Signal()
    book_wanted = Signal()
    propose_wanted = Signal()
    decided = Signal(object, str)
    found_wanted = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margin=16)
        self.setProperty("touch", "true")
        self._places: tuple[PlaceNode, ...] = ()
        self._product: object = None
        self.number, self.what = text("", "title"), text("", "muted", wrap=True)
        self.figures = text("", wrap=True)
        self.scanning, self.review = QWidget(), QWidget()
        self.scanning.setLayout(self._scanning_part())
        self.review.setLayout(self._review_part())
        self.sheet = button(_("Result as PDF"), self.print_wanted.emit, sign="file-pdf-box", touch=True)
        self.sheet.setObjectName("count_sheet")
        self.drop = button(_("Drop this count"), self.drop_wanted.emit, kind="danger", touch=True)
        self.drop.setObjectName("drop_count")
        self.add(self.number, self.what, self.figures, self.scanning, self.review, None, self.sheet, self.drop)

    def show_state(self, state: CountState) -> None:
        page = state.page
        if page is None:
            return
        self.number.setText(f"{page.row.number} · {label(page.row.stage)}")
        self.what.setText(page.row.what)
        self.figures.setText(_figures(page))
        is_open, is_review = page.row.stage is CountStage.OPEN, page.row.stage is CountStage.REVIEW
        self.scanning.setVisible(is_open)
        self.review.setVisible(is_review)
        self.finish.setShortcut(CONFIRM if is_open else "")
        self.book.setShortcut(CONFIRM if is_review else "")
        self.drop.setVisible(is_open or is_review)
        self.sheet.setVisible(not is_open)
        self._show_places(state)
        self.pieces.setVisible(state.product is not None)
        self.count_pieces.setVisible(state.product is not None)
        if state.product is not None and state.product is not self._product:
            self.pieces["pieces"].setFocus()
        self._product = state.product
        self.back.setEnabled(any(scan.is_mine for scan in page.scans))
        self._show_second(page)

    def show_lines(self, chosen: Sequence[CountLineRow]) -> None:
        """What may be done with all the lines that are chosen."""
        common = [way for way in Decision if chosen and all(way in each.ways for each in chosen)]
        for way, made in self.ways.items():
            made.setVisible(way in common)
        is_lost = len(chosen) == 1 and chosen[0].status in ("lost", "stolen")
        self.found.setVisible(is_lost)
        waiting = _("Choose lines; several with Ctrl or Shift.")
        self.chosen.setText(count("{count} line chosen", "{count} lines chosen", len(chosen)) if chosen else waiting)
        self.note.setVisible(bool(common))

    def _scanning_part(self) -> QVBoxLayout:
        self.place = QComboBox()
        self.place.setObjectName("count_place")
        self.place.setAccessibleName(_("Place where one stands"))
        self.place.activated.connect(self._on_place)
        self.pieces = Form().add(
            pieces=NumberField(_("Pieces that lie here"), least=Decimal(0), most=Decimal(MOST_PIECES), places=0)
        )
        self.count_pieces = button(_("Count them"), self._on_pieces, kind="primary", touch=True)
        self.count_pieces.setObjectName("count_pieces")
        self.back = button(_("Take back the last"), self.back_wanted.emit, sign="undo-variant", touch=True)
        self.finish = button(
            _("Everything is scanned"), self.finish_wanted.emit, kind="primary", sign="check",
            touch=True,
        )  # fmt: skip
        self.finish.setObjectName("finish_count")
        here = text(_("You stand at"), "small")
        return column(line(), here, self.place, self.pieces, self.count_pieces, self.back, self.finish, gap=8)

    def _review_part(self) -> QVBoxLayout:
        self.chosen = text("", "muted", wrap=True)
        self.note = QLineEdit()
        self.note.setObjectName("note")
        self.note.setMaxLength(300)
        self.note.setPlaceholderText(_("Why (for numbers of pieces always)"))
        self.note.setAccessibleName(_("Reason"))
        self.ways = {way: self._way(way) for way in Decision}
        self.found = button(_("It was lost: found again"), self.found_wanted.emit, sign="magnify", touch=True)
        self.found.setObjectName("found_again")
        self.propose = button(_("All as proposed"), self.propose_wanted.emit, sign="auto-fix", touch=True)
        self.propose.setObjectName("propose")
        self.second = text("", wrap=True)
        self.agree = button(_("I agree to the differences"), self.agree_wanted.emit, touch=True)
        self.agree.setObjectName("agree_count")
        self.book = button(
            _("Book this count"),
            self.book_wanted.emit,
            kind="primary",
            sign="check",
            touch=True,
        )
        self.book.setObjectName("book_count")
        self.again = button(_("Go on scanning"), self.reopen_wanted.emit, touch=True)
        self.again.setObjectName("reopen_count")
        return column(
            line(), self.chosen, self.note, *self.ways.values(), self.found, self.propose, line(), self.second,
            self.agree, self.book, self.again, gap=8,
        )  # fmt: skip

    def _way(self, way: Decision) -> QPushButton:
        made = button(label(way), lambda: self.decided.emit(way, self.note.text()), touch=True)
        made.setObjectName(f"decide_{way.value}")
        return made

    def _show_places(self, state: CountState) -> None:
        if state.places != self._places:
            self._places = state.places
            self.place.clear()
            self.place.addItem(_("anywhere in it"), None)
            for node in state.places:
                self.place.addItem("    " * node.depth + node.name, node.id)
        at = next((n for n, node in enumerate(self._places, start=1) if node == state.place), 0)
        self.place.setCurrentIndex(at)

    def _show_second(self, page: CountPage) -> None:
        self.second.setVisible(page.needs_second)
        self.agree.setVisible(page.needs_second and not page.agreed_by)
        if page.agreed_by:
            self.second.setText(_("{name} has agreed to the differences.").format(name=page.agreed_by))
        else:
            words = _("Worth more than one person books alone: somebody who neither counted nor decided has to agree.")
            self.second.setText(words)
        self.propose.setVisible(page.row.undecided > 0)
        self.book.setEnabled(not page.row.undecided and (not page.needs_second or bool(page.agreed_by)))

    def _on_place(self, at: int) -> None:
        self.place_chosen.emit(self._places[at - 1] if at > 0 else None)

    def _on_pieces(self) -> None:
        values = self.pieces.read()
        if values is not None and self._product is not None:
            self.pieces_counted.emit(self._product, int(values["pieces"]))


def _figures(page: CountPage) -> str:
    scanned = count("{count} scan", "{count} scans", page.row.scans)
    if page.row.stage is CountStage.OPEN:
        hidden = _("what is expected is hidden")
        known = hidden if page.expected is None else _("{count} things expected").format(count=page.expected)
        return f"{scanned} · {known}"
    differences = count("{count} difference", "{count} differences", page.row.differences)
    undecided = count("{count} undecided", "{count} undecided", page.row.undecided)
    return f"{scanned} · {differences} · {undecided}"


TONES = {CountStage.OPEN: Tone.ACCENT, CountStage.REVIEW: Tone.WARN, CountStage.BOOKED: Tone.OK}
