"""Which seat is in use, and the way to another one: connect first, then show."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.background import Background

ChangeSeat = Callable[[str], str]
"""Connects as a seat and answers with the name of who sits there. Runs on the database thread."""


class Seating(QObject):
    """`seat` is the one on show ("" for none yet), `connected` the one whose questions are answered."""

    def __init__(self, connected: str, change: ChangeSeat | None, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self.seat, self.connected = "", connected
        self._change, self._background = change, background

    def connect_as(
        self, seat: str, person: str, arrived: Callable[[str], None], failed: Callable[[Exception], None]
    ) -> None:
        """`arrived` hears who sits there, which is `person` where nothing has to be connected."""

        def done(who: str) -> None:
            self.connected = seat
            arrived(who)

        change = self._change
        if change is None:
            done(person)
        else:
            self._background.run(lambda: change(seat), done, failed, owner=self)
