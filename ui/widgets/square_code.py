"""A square code on the screen, for a telephone to read: dark on white in every theme, with its quiet edge."""

from typing import Final

import segno
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import theme

_QUIET: Final = 4
"""Modules of white around it. Source: ISO/IEC 18004."""


class SquareCode(QWidget):
    """`px`: its side before scaling."""

    def __init__(self, px: int = 252, parent: QWidget | None = None) -> None:
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
        count = len(self._rows)
        size = max(self.width() // (count + 2 * _QUIET), 1)
        edge = (self.width() - count * size) // 2
        for y, line in enumerate(self._rows):
            for x, is_dark in enumerate(line):
                if is_dark:
                    painter.fillRect(edge + x * size, edge + y * size, size, size, Qt.GlobalColor.black)
        painter.end()
