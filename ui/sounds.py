"""A short sound for what a scan became, as a person chose it. A machine without a sound device simply stays silent."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
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
    Signal,
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


class Tune(StrEnum):
    """The file names under `resources/sounds`."""

    ACCEPTED = "accepted"
    NOTE = "note"
    REFUSED = "refused"
    DUPLICATE = "duplicate"
    BELL = "bell"
    CHIME = "chime"
    WOOD = "wood"
    HORN = "horn"


class Sound(StrEnum):
    """What became of a scan."""

    ACCEPTED = "accepted"
    NOTE = "note"
    REFUSED = "refused"
    DUPLICATE = "duplicate"


LOUDEST: Final = 100


@dataclass(frozen=True, slots=True)
class Hearing:
    """How one person wants to hear it. `tunes` of an outcome that is not named is the one of its own name.

    `volume` from 0 to LOUDEST.
    """

    is_muted: bool = False
    volume: int = LOUDEST
    tunes: Mapping[Sound, Tune] = field(default_factory=dict)

    def tune(self, sound: Sound) -> Tune:
        return self.tunes.get(sound) or Tune(sound.value)


class Sounds(QObject):
    """Plays the sounds unless muted. `last` is the sound asked for most recently, played or not.

    `chosen` is emitted when a person wants to hear them otherwise from now on.
    """

    chosen = Signal(object)

    def __init__(self, parent: QObject | None = None, muted: bool = False) -> None:
        super().__init__(parent)
        self.hearing = Hearing(muted)
        self.last: Sound | None = None
        self._effects: dict[Tune, Any] | None = None
        QTimer.singleShot(PREPARE_MS, self, self.prepare)

    @property
    def is_muted(self) -> bool:
        return self.hearing.is_muted

    @is_muted.setter
    def is_muted(self, muted: bool) -> None:
        self.use(replace(self.hearing, is_muted=muted))

    def use(self, hearing: Hearing) -> None:
        """From now on, without keeping it."""
        self.hearing = hearing
        for effect in (self._effects or {}).values():
            effect.setVolume(hearing.volume / LOUDEST)

    def choose(self, hearing: Hearing) -> None:
        """As a person wants it, to be kept."""
        self.use(hearing)
        self.chosen.emit(hearing)

    def prepare(self) -> None:
        """Loads the sounds before they are needed, once the window stands: the first scan must not wait for them."""
        if not self.is_muted and self._effects is None:
            self._effects = self._load()

    def play(self, sound: Sound) -> None:
        self.last = sound
        if not self.is_muted:
            self.play_tune(self.hearing.tune(sound))

    def play_tune(self, tune: Tune) -> None:
        """To try it out; muted ones too."""
        if self._effects is None:
            self._effects = self._load()
        effect = self._effects.get(tune)
        if effect is not None:
            effect.play()

    def _load(self) -> dict[Tune, Any]:
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
        for tune in Tune:
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(_FOLDER / f"{tune}.wav")))
            effect.setVolume(self.hearing.volume / LOUDEST)
            effects[tune] = effect
        return effects
