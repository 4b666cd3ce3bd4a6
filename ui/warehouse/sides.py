"""How a warehouse page is divided: the answer, the lists below it, and what is worked on beside them."""

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import theme

SIDE: Final = 400
NARROW_SIDE: Final = 352
NARROW_BELOW: Final = 1100
"""Width of the page in px before scaling; below it the side is narrower."""

STACK_BELOW: Final = 720
"""Below it the side stands under the answer, and the page scrolls."""

ANY_WIDTH: Final = 16_777_215
_STACKED_LOWER: Final = 280


def side_width(width: int) -> int | None:
    """How wide the side is on a page of this width, both in px on screen; None: it has no place beside."""
    if width < theme().px(STACK_BELOW):
        return None
    return theme().px(NARROW_SIDE if width < theme().px(NARROW_BELOW) else SIDE)


class WorkSides(QWidget):
    """`upper` over `lower`, `side` beside both; one below the other where there is no room beside."""

    def __init__(self, upper: QWidget, lower: QWidget, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._upper, self._lower, self._side = upper, lower, side
        self._least_lower = lower.minimumHeight()
        self._is_stacked: bool | None = None
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme().px(24))
        self._grid.setColumnStretch(0, 1)
        self.setLayout(self._grid)
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        beside = side_width(self.width())
        if self._is_stacked is not (beside is None):
            self._is_stacked = beside is None
            self._place()
        self._side.setMinimumWidth(beside or 0)
        self._side.setMaximumWidth(beside or ANY_WIDTH)

    def _place(self) -> None:
        for part in (self._upper, self._lower, self._side):
            self._grid.removeWidget(part)
        stretched = 2 if self._is_stacked else 1
        self._grid.addWidget(self._upper, 0, 0)
        if self._is_stacked:
            self._grid.addWidget(self._side, 1, 0)
            self._grid.addWidget(self._lower, 2, 0)
        else:
            self._grid.addWidget(self._lower, 1, 0)
            self._grid.addWidget(self._side, 0, 1, 2, 1)
        for number in (1, 2):
            self._grid.setRowStretch(number, int(number == stretched))
        self._lower.setMinimumHeight(theme().px(_STACKED_LOWER) if self._is_stacked else self._least_lower)
