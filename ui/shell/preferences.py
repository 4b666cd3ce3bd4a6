"""What the window remembers from one start to the next: place and size, seat, screen, look, language, sounds."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ui.language import LOCALES
from ui.sounds import LOUDEST, Hearing, Sound, Tune
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
        """For whoever has not chosen yet."""
        return self._text("sounds/muted") == "yes"

    @is_muted.setter
    def is_muted(self, muted: bool) -> None:
        self._file.setValue("sounds/muted", "yes" if muted else "no")

    def hearing(self, person: str) -> Hearing:
        """How this person wants to hear it; as the workplace does, where they never said."""
        own = f"sounds of {_key(person)}"
        muted = self._text(f"{own}/muted")
        volume = self._text(f"{own}/volume")
        tunes = {sound: self._text(f"{own}/{sound}") for sound in Sound}
        return Hearing(
            is_muted=muted == "yes" if muted else self.is_muted,
            volume=min(int(volume), LOUDEST) if volume.isdecimal() else LOUDEST,
            tunes={sound: Tune(tune) for sound, tune in tunes.items() if tune in set(Tune)},
        )

    def keep_hearing(self, person: str, hearing: Hearing) -> None:
        own = f"sounds of {_key(person)}"
        self._file.setValue(f"{own}/muted", "yes" if hearing.is_muted else "no")
        self._file.setValue(f"{own}/volume", str(hearing.volume))
        for sound, tune in hearing.tunes.items():
            self._file.setValue(f"{own}/{sound}", str(tune))

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


def _key(person: str) -> str:
    """A name as a group of the file, which is parted by slashes."""
    return person.replace("/", " ").replace("\\", " ")
