"""How many of each note and coin: for fingers and keys; the sum is shown while it is entered."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSpinBox, QWidget

from domain.money import Money
from domain.till.drawer import DENOMINATIONS, Pieces, counted
from ui.language import _, shown_money
from ui.theme import theme
from ui.widgets.base import text

_DOWN: Final = 5
_MOST: Final = 9_999


class PiecesForm(QWidget):
    """The largest first, column by column. `changed` tells that the sum did."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(8))
        grid.setVerticalSpacing(theme().px(8))
        self.boxes: dict[int, QSpinBox] = {}
        for place, minor in enumerate(DENOMINATIONS):
            words, box = shown_money(Money(minor)), QSpinBox()
            box.setRange(0, _MOST)
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            box.setAccessibleName(_("How many of {piece}").format(piece=words))
            box.setProperty("touch", "true")
            box.setMinimumHeight(theme().px(40))
            box.setMinimumWidth(theme().px(96))
            box.valueChanged.connect(lambda _count: self._sum())
            self.boxes[minor] = box
            across = place // _DOWN * 3
            label = QLabel(words)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label, place % _DOWN, across)
            grid.addWidget(box, place % _DOWN, across + 1)
            grid.setColumnMinimumWidth(across + 2, theme().px(16))
        self.sum = text("", "title")
        grid.addWidget(self.sum, _DOWN, 0, 1, 8, Qt.AlignmentFlag.AlignRight)
        self.setLayout(grid)
        self._sum()

    def pieces(self) -> tuple[Pieces, ...]:
        """Those that are there."""
        return tuple(Pieces(minor, box.value()) for minor, box in self.boxes.items() if box.value())

    def amount(self) -> Money:
        return counted(self.pieces())

    def fill(self, pieces: Iterable[Pieces]) -> None:
        for each in pieces:
            self.boxes[each.minor].setValue(each.count)

    def _sum(self) -> None:
        self.sum.setText(_("Together {amount}").format(amount=shown_money(self.amount())))
        self.changed.emit()
