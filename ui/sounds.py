"""Four short sounds for what a scan became. A machine without a sound device simply stays silent."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import (
    QLoggingCategory,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)

_FOLDER: Final = Path(__file__).resolve().parent.parent / "resources" / "sounds"


PREPARE_MS: Final = 1500
_CHATTER: Final = "qt.multimedia.symbolsresolver=false\nqt.multimedia*.info=false\nqt.multimedia*.debug=false"
"""What Qt says of video libraries and codecs, which sounds do not need."""
_SOUND_SERVER: Final = "PulseAudioService:"
"""Begins the complaints about a sound server that is not there; they have no category of their own to be silenced."""


@contextmanager
def _without_complaints_of_the_sound_server() -> Iterator[None]:
    """All other messages of Qt go where they would have gone."""

    def pass_on(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
        if message is None or message.startswith(_SOUND_SERVER):
            return
        if before is not None:
            before(kind, context, message)
        else:
            sys.stderr.write(f"{message}\n")

    before = qInstallMessageHandler(pass_on)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


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
        QLoggingCategory.setFilterRules(_CHATTER)
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
        except ImportError:
            return {}
        with _without_complaints_of_the_sound_server():
            outputs = QMediaDevices.audioOutputs()
        if not outputs:
            return {}
        effects = {}
        for sound in Sound:
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(_FOLDER / f"{sound}.wav")))
            effects[sound] = effect
        return effects
