"""How many things wait on a screen, beside its word: asked anew a moment after something changed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer

from ui.shell.port import Screen, Services

_WAIT_MS: Final = 1500


class Counts(QObject):
    """`show` gets the key of a screen and its count. A count that cannot be asked is left as it was."""

    def __init__(self, services: Services, show: Callable[[str, int], None], parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._show = services, show
        self._screens: tuple[Screen, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.ask)
        services.changes.changed.connect(lambda _kinds: self._timer.start())

    def watch(self, screens: Sequence[Screen]) -> None:
        """Those of the seat in use."""
        self._screens = tuple(each for each in screens if each.count is not None)
        if self._screens:
            self.ask()

    def ask(self) -> None:
        for each in self._screens:
            if each.count is not None:
                self._services.background.run(each.count, partial(self._told, each), _ignored, self)

    def _told(self, screen: Screen, waiting: int) -> None:
        if screen in self._screens:
            self._show(screen.key, waiting)


def _ignored(_error: Exception) -> None:
    """Whatever stands against it is told by the page itself."""
