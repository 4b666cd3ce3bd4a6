"""Four short sounds for what a scan became. A machine without a sound device simply stays silent."""

from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QLoggingCategory, QObject, QTimer, QUrl

_FOLDER: Final = Path(__file__).resolve().parent.parent / "resources" / "sounds"


PREPARE_MS: Final = 1500


class Sound(StrEnum):
    """The file names under `resources/sounds`."""

    ACCEPTED = "accepted"
    NOTE = "note"
    REFUSED = "refused"
    DUPLICATE = "duplicate"


class Sounds(QObject):
    """Plays the sounds unless muted. `last` is the sound asked for most recently, played or not."""

    def __init__(self, parent: QObject | None = None, muted: bool = False) -> None:
        super().__init__(parent)
        self.is_muted = muted
        self.last: Sound | None = None
        self._effects: dict[Sound, Any] | None = None
        QTimer.singleShot(PREPARE_MS, self, self.prepare)

    def prepare(self) -> None:
        """Loads the sounds before they are needed, once the window stands: the first scan must not wait for them."""
        if not self.is_muted and self._effects is None:
            self._effects = self._load()

    def play(self, sound: Sound) -> None:
        self.last = sound
        if self.is_muted:
            return
        self.prepare()
        effect = (self._effects or {}).get(sound)
        if effect is not None:
            effect.play()

    def _load(self) -> dict[Sound, Any]:
        """The effects, or nothing where this machine has no sound device or no sound library."""
        QLoggingCategory.setFilterRules("qt.multimedia*=false")
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
        except ImportError:
            return {}
        if not QMediaDevices.audioOutputs():
            return {}
        effects = {}
        for sound in Sound:
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(_FOLDER / f"{sound}.wav")))
            effects[sound] = effect
        return effects
