"""What the window remembers from one start to the next: place and size, seat, screen, look, language, sounds."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ui.language import LOCALES
from ui.theme import SCALES, Mode


class Preferences:
    """A small file per person and machine. What cannot be read counts as never set."""

    def __init__(self, path: Path) -> None:
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def mode(self) -> Mode:
        found = self._text("look/mode")
        return Mode(found) if found in set(Mode) else Mode.SYSTEM

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._file.setValue("look/mode", str(mode))

    @property
    def scale(self) -> float:
        try:
            found = float(self._text("look/scale") or 1)
        except ValueError:
            return 1.0
        return min(max(found, SCALES[0]), SCALES[-1])

    @scale.setter
    def scale(self, scale: float) -> None:
        self._file.setValue("look/scale", str(scale))

    @property
    def language(self) -> str:
        """ "de" or "en"; empty when never chosen."""
        found = self._text("look/language")
        return found if found in LOCALES else ""

    @language.setter
    def language(self, language: str) -> None:
        self._file.setValue("look/language", language)

    @property
    def is_muted(self) -> bool:
        return self._text("sounds/muted") == "yes"

    @is_muted.setter
    def is_muted(self, muted: bool) -> None:
        self._file.setValue("sounds/muted", "yes" if muted else "no")

    @property
    def place(self) -> tuple[str, str]:
        """Seat and screen last shown; empty texts when never set."""
        return self._text("place/seat"), self._text("place/screen")

    @place.setter
    def place(self, place: tuple[str, str]) -> None:
        self._file.setValue("place/seat", place[0])
        self._file.setValue("place/screen", place[1])

    @property
    def geometry(self) -> QByteArray | None:
        found = self._file.value("window/geometry")
        return found if isinstance(found, QByteArray) else None

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("window/geometry", geometry)

    def save(self) -> None:
        self._file.sync()

    def _text(self, key: str) -> str:
        return str(self._file.value(key, "") or "")
