"""A square code on the screen, for a telephone to read: dark on white in every theme, with its quiet edge."""

from typing import Final

import segno
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import theme

_QUIET: Final = 4
"""Modules of white around it. Source: ISO/IEC 18004."""


class SquareCode(QWidget):
    """`px`: its side before scaling."""

    def __init__(self, px: int = 240, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self._rows: tuple[bytearray, ...] = ()
        side = theme().px(px)
        self.setFixedSize(side, side)

    def show_text(self, text: str, said: str) -> None:
        """`said`: what whoever cannot see it is told."""
        self.text = text
        self._rows = segno.make_qr(text, error="m", encoding="utf-8").matrix if text else ()
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        size = min(self.width(), self.height()) / (len(self._rows) + 2 * _QUIET)
        for y, line in enumerate(self._rows):
            for x, is_dark in enumerate(line):
                if is_dark:
                    place = QRectF((x + _QUIET) * size, (y + _QUIET) * size, size + 0.5, size + 0.5)
                    painter.fillRect(place, QColor(Qt.GlobalColor.black))
        painter.end()
