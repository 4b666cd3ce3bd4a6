"""The figures at the head of the page: a number, what it is, and what it means on hovering."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ui.theme import theme
from ui.widgets.base import clear, panel, text

_WIDEST = 5


@dataclass(frozen=True, slots=True)
class Tile:
    """`value` as it is read, `label` what it is, `tip` how it is reckoned."""

    value: str
    label: str
    tip: str = ""


class Tiles(QWidget):
    """As many side by side as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme().px(12))
        self.setLayout(self._grid)
        self.shown: tuple[Tile, ...] = ()

    def set_tiles(self, tiles: Sequence[Tile]) -> None:
        self.shown = tuple(tiles)
        clear(self._grid)
        for number, tile in enumerate(self.shown):
            self._grid.addWidget(_made(tile), number // _WIDEST, number % _WIDEST)
        for place in range(_WIDEST):
            self._grid.setColumnStretch(place, 1)


def _made(tile: Tile) -> QFrame:
    made = panel("note", text(tile.value, "title"), text(tile.label, "muted", wrap=True), None, gap=4, margin=12)
    made.setToolTip(tile.tip)
    made.setAccessibleName(f"{tile.label}: {tile.value}")
    made.setAccessibleDescription(tile.tip)
    made.setCursor(Qt.CursorShape.WhatsThisCursor if tile.tip else Qt.CursorShape.ArrowCursor)
    return made
