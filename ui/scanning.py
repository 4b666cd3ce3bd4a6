"""Scans from anywhere: the wedge between the keys, dropped and pasted pictures, camera frames, all as one signal."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from domain.assets.scan import Scan
from domain.clock import Clock
from ui.background import Background

REPEAT_MS = 500
"""A device that reads the same code again within this time has not been pulled a second time."""


class Framing(Protocol):
    """Tells a scanner's burst from typing. `hardware.scanners.wedge` fulfils it; times are monotonic milliseconds.

    `feed` gives the code when `text` (one character, newline for Enter or Tab) ends a burst, else None; `device` then
    says which scanner sent it. "": the keys were taken, and are no scan. `hold_ms`: how long a key waits for the next
    one before it counts as typed.
    """

    @property
    def device(self) -> str: ...

    @property
    def hold_ms(self) -> int: ...

    def feed(self, text: str, at_ms: int) -> str | None: ...

    def reset(self) -> None: ...


ReadPicture = Callable[[bytes], Sequence[Scan]]
"""Finds the codes in a picture file's bytes; runs off the GUI thread. Empty: none found."""


class ScanHub(QObject):
    """Where every scan arrives, whatever device it came from. `publish` may be called from any thread."""

    scanned = Signal(object)
    """A `Scan`, on the GUI thread."""

    nothing_found = Signal()
    """A picture was read and holds no code we know."""

    garbled = Signal(int)
    """So many characters came in one go, as no code and into no field: a scanner that is set wrongly, or a tool."""

    wrong = Signal(object)
    """A `WrongSeen`: some page, dialog or the shell had no use for a scan."""

    failed = Signal(object)
    """Reading a picture ended in this exception."""

    _arrived = Signal(object)

    def __init__(
        self,
        clock: Clock,
        background: Background,
        read_picture: ReadPicture | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._background = background
        self._read_picture = read_picture
        self._last: Scan | None = None
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def reads_pictures(self) -> bool:
        return self._read_picture is not None

    def publish(self, scan: Scan) -> None:
        """For cameras and serial scanners, which have threads of their own."""
        self._arrived.emit(scan)

    def read(self, text: str, device: str = "wedge", symbology: str | None = None) -> None:
        """A code read on the GUI thread just now, by the key filter or typed into the search field."""
        self._on_arrived(Scan(text=text, symbology=symbology, at=self._clock.now(), device=device))

    def read_picture(self, data: bytes) -> None:
        """Looks for codes in a picture in the background; each one found becomes a scan, in reading order."""
        if self._read_picture is None:
            return
        work = self._read_picture
        self._background.run_other(lambda: work(data), self._on_picture, self.failed.emit, owner=self)

    def _on_picture(self, scans: Sequence[Scan]) -> None:
        if not scans:
            self.nothing_found.emit()
        for scan in scans:
            self.scanned.emit(scan)

    @Slot(object)
    def _on_arrived(self, scan: Scan) -> None:
        if self._is_echo(scan):
            return
        self._last = scan
        self.scanned.emit(scan)

    def _is_echo(self, scan: Scan) -> bool:
        last = self._last
        if last is None or (last.text, last.device) != (scan.text, scan.device):
            return False
        return 0 <= (scan.at - last.at).total_seconds() * 1000 < REPEAT_MS
