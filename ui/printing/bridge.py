"""What the queue of labels says on its threads, told to the screens on theirs."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from domain.labels.jobs import PrintRoom
from ui.changes import Changes
from ui.language import _

_WAIT_MS = 120


class PrintBridge(QObject):
    """Many changes at once are told as one. To be stopped before the window goes."""

    _moved = Signal()

    def __init__(
        self, room: PrintRoom, changes: Changes, parent: QObject, tell: Callable[[str], object] = lambda _words: None
    ) -> None:
        """`tell` is called with words when another job waits for somebody."""
        super().__init__(parent)
        self._room, self._changes, self._tell, self._needing = room, changes, tell, 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._say)
        self._moved.connect(self._on_moved)

    def start(self) -> None:
        """The queue begins too."""
        self._room.listen(self._moved.emit)
        self._room.start()
        self._timer.start()

    def stop(self) -> None:
        """Waits for a label that is going out."""
        self._room.listen(None)
        self._timer.stop()
        self._room.close()

    def _on_moved(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _say(self) -> None:
        self._changes.touch({"printing"})
        before, self._needing = self._needing, self._room.needing()
        if self._needing > before:
            self._tell(_("Labels were not printed as they should: please look under “Printing”."))
