"""Whoever sits here hears the sounds as they chose them."""

from PySide6.QtCore import QObject

from ui.shell.preferences import Preferences
from ui.sounds import Hearing, Sounds


class HearingOf(QObject):
    """`sit` with each change of the person; what they choose is kept for them."""

    def __init__(self, sounds: Sounds, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._sounds, self._preferences, self._person = sounds, preferences, ""
        sounds.is_muted = preferences.is_muted
        sounds.chosen.connect(self._keep)

    def sit(self, person: str) -> None:
        self._person = person
        self._sounds.use(self._preferences.hearing(person))

    def _keep(self, hearing: Hearing) -> None:
        if self._person:
            self._preferences.keep_hearing(self._person, hearing)
        else:
            self._preferences.is_muted = hearing.is_muted
