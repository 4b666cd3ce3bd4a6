"""What changed: after a command, and when another station's change arrives through the feed."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

GATHER_MS = 60


class Changes(QObject):
    """Tells every screen which kinds of things were touched ("asset", "contract" …); each decides what to reload."""

    changed = Signal(frozenset)
    """The kinds, as a frozenset of str; always on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gathered: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER_MS)
        self._timer.timeout.connect(self._emit)

    def touch(self, kinds: Iterable[str]) -> None:
        """Announces at once; call it on the GUI thread with what a command said it changed."""
        self._gathered.update(kinds)
        self._timer.stop()
        self._emit()

    def gather(self, kinds: Iterable[str]) -> None:
        """Announces a moment later, many as one: for the feed, which may bring hundreds in a second."""
        self._gathered.update(kinds)
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _emit(self) -> None:
        kinds, self._gathered = frozenset(self._gathered), set()
        if kinds:
            self.changed.emit(kinds)


class FeedBridge(QObject):
    """The seam between the feed's thread and the GUI: `publish` may be called from any thread."""

    _arrived = Signal(object)

    def __init__(self, changes: Changes) -> None:
        super().__init__(changes)
        self._changes = changes
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def publish(self, kinds: Iterable[str]) -> None:
        self._arrived.emit(frozenset(kinds))

    @Slot(object)
    def _on_arrived(self, kinds: frozenset[str]) -> None:
        self._changes.gather(kinds)
