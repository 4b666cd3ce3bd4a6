"""Which things come back: a tick for each that is with the customer; one alone needs no choice."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from domain.ids import AssetId
from domain.views.office_rows import HeldRow
from ui.language import _
from ui.widgets.base import clear, column, text


class PiecesChoice(QWidget):
    """All are ticked at first. Hidden where there is nothing to choose."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes: list[tuple[AssetId, QCheckBox]] = []
        self._below = column(gap=4)
        self.setLayout(column(text(_("What comes back"), "muted"), self._below, gap=4))
        self.hide()

    def set_pieces(self, pieces: Sequence[HeldRow]) -> None:
        clear(self._below)
        self._boxes = []
        for piece in pieces:
            box = QCheckBox(f"{piece.title} · {piece.code}")
            box.setChecked(True)
            box.toggled.connect(lambda _on: self.changed.emit())
            self._below.addWidget(box)
            self._boxes.append((piece.asset_id, box))
        self.setVisible(len(self._boxes) > 1)

    def chosen(self) -> tuple[AssetId, ...] | None:
        """Empty: all of them. None: not one is ticked."""
        ticked = tuple(asset_id for asset_id, box in self._boxes if box.isChecked())
        if len(ticked) == len(self._boxes):
            return ()
        return ticked or None

    def boxes(self) -> dict[AssetId, QCheckBox]:
        return dict(self._boxes)
