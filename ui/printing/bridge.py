"""What the queue of labels says on its threads, told to the screens on theirs."""

from PySide6.QtCore import QObject, QTimer, Signal

from domain.labels.jobs import PrintRoom
from ui.changes import Changes

_WAIT_MS = 120


class PrintBridge(QObject):
    """Many changes at once are told as one. To be stopped before the window goes."""

    _moved = Signal()

    def __init__(self, room: PrintRoom, changes: Changes, parent: QObject) -> None:
        super().__init__(parent)
        self._room, self._changes = room, changes
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(lambda: changes.touch({"printing"}))
        self._moved.connect(self._on_moved)

    def start(self) -> None:
        """The queue begins too."""
        self._room.listen(self._moved.emit)
        self._room.start()

    def stop(self) -> None:
        """Waits for a label that is going out."""
        self._room.listen(None)
        self._timer.stop()
        self._room.close()

    def _on_moved(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
