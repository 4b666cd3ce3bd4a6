"""Signs from the Material Design icon font that qtawesome ships, painted in the colour the theme has just now.

Only that one font is loaded, straight from the package's folder: importing qtawesome loads them all and would cost
half a second at every start.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from ui.theme import theme

_FONT: Final = "materialdesignicons6-webfont-6.*.ttf"
_CHARMAP: Final = "materialdesignicons6-webfont-charmap-6.*.json"


def icon(name: str, colour: str = "text", on: str = "") -> QIcon:
    """The icon `name` of Material Design ("truck-outline") in the theme's colour `colour`; `on`: when checked.

    It follows the theme by itself. An unknown name gives an empty icon, never an error in front of a person;
    `has_icon` is for tests.
    """
    return QIcon(_Engine(name, colour, on or colour))


def beside_words(px: int) -> QSize:
    """The size of an icon that stands before words: a little wider than high, so that it keeps its distance."""
    side = theme().px(px)
    return QSize(side + theme().px(6), side)


def has_icon(name: str) -> bool:
    return name in _codes()


def paint_icon(painter: QPainter, rect: QRect, name: str, colour: QColor) -> None:
    """Paints the sign into the largest square in the middle of `rect`."""
    code = _codes().get(name)
    if code is None:
        return
    font = QFont(_family())
    font.setPixelSize(max(min(rect.width(), rect.height()), 1))
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chr(int(code, 16)))
    painter.restore()


class _Engine(QIconEngine):
    def __init__(self, name: str, colour: str, on: str) -> None:
        super().__init__()
        self._name, self._colour, self._on = name, colour, on

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour, self._on)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        name = self._on if state is QIcon.State.On else self._colour
        if mode is QIcon.Mode.Disabled and name == "on_strong":  # the strong ground is gone with the deed
            name = "muted"
        colour = QColor(name) if name.startswith("#") else QColor(getattr(theme().tokens, name))
        if mode is QIcon.Mode.Disabled:
            colour.setAlphaF(0.45)
        paint_icon(painter, rect, self._name, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


def _folder() -> Path | None:
    spec = find_spec("qtawesome")
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) / "fonts" if places else None


def _newest(pattern: str) -> Path | None:
    folder = _folder()
    found = sorted(folder.glob(pattern)) if folder else []
    return found[-1] if found else None


@cache
def _codes() -> dict[str, str]:
    """Name → code point in hexadecimal figures; seven thousand, of which a window shows some thirty."""
    path = _newest(_CHARMAP)
    if path is None:
        return {}
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def _family() -> str:
    path = _newest(_FONT)
    number = QFontDatabase.addApplicationFont(str(path)) if path else -1
    return QFontDatabase.applicationFontFamilies(number)[0] if number >= 0 else ""
