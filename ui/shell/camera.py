"""The camera as a scanner that a person turns on and off. Starting and stopping happen off the GUI thread."""

from collections.abc import Callable, Sequence
from itertools import count
from threading import Lock
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from domain.assets.scan import Scan
from domain.errors import AppError
from ui.background import Background
from ui.shell.lens import Outline, Seen


class CameraPort(Protocol):
    """One camera, used once. Both may wait for the device for seconds."""

    def start(self) -> None: ...

    def stop(self) -> None:
        """After it returns nothing is called any more."""
        ...


class PhotoPort(Protocol):
    """One camera for photos, used once. `start` does not wait; `stop` may wait for the device for seconds."""

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def glance(self) -> tuple[int, int, bytes] | None:
        """Width, height and pixels (red, green, blue) of what it sees now; None: nothing yet. Raises AppError."""
        ...

    def take(self) -> bytes:
        """What it sees now, as a JPEG. Raises AppError."""
        ...


OpenPhotos = Callable[[], PhotoPort]
OpenCamera = Callable[[Callable[[Scan], None], Callable[[AppError], None], Seen], CameraPort]
"""Makes a camera that gives each scan to the first, a failure, at most one, to the second, and each frame that it has
looked at to the third, from its own thread."""


class Devices(Protocol):
    """What this machine has to look with."""

    def read_picture(self, picture: bytes) -> Sequence[Scan]:
        """Raises AppError when it is no picture."""
        ...

    def camera(self, scanned: Callable[[Scan], None], failed: Callable[[AppError], None], seen: Seen) -> CameraPort: ...

    def photos(self) -> PhotoPort: ...


class CameraSwitch(QObject):
    """On or off as the person wants it; a camera that fails turns itself off and is reported through `failed`.

    `saw`: `newest` has another frame, or none any more.
    """

    changed = Signal(bool)
    failed = Signal(object)
    saw = Signal()
    _broke = Signal(int, object)

    def __init__(
        self,
        open_camera: OpenCamera | None,
        publish: Callable[[Scan], None],
        background: Background,
        parent: QObject,
    ) -> None:
        """`publish` takes scans from the camera's thread. `open_camera` None: it stays off."""
        super().__init__(parent)
        self._open, self._publish, self._background = open_camera, publish, background
        self._wanted = self._is_working = self._is_closed = False
        self._numbers, self._number = count(1), 0
        self._port: CameraPort | None = None
        self._lock = Lock()
        self._newest: tuple[QImage, Sequence[Outline]] | None = None
        self._is_told = False
        self._broke.connect(self._on_broke, Qt.ConnectionType.QueuedConnection)

    @property
    def is_on(self) -> bool:
        """Whether it is wanted on; the device follows within a moment."""
        return self._wanted

    def newest(self) -> tuple[QImage, Sequence[Outline]] | None:
        """What it saw last; None: it is off, or has seen nothing yet."""
        self._is_told = False
        return self._newest if self._wanted else None

    def turn(self, on: bool) -> None:
        if on == self._wanted or self._is_closed or self._open is None:
            return
        self._wanted = on
        self.changed.emit(on)
        if not on:
            self._newest = None
            self.saw.emit()
        self._follow()

    def close(self) -> None:
        """The window goes: waits until the device is free. Harmless when repeated."""
        self._wanted = False
        with self._lock:
            self._is_closed = True
            self._stop()

    def _follow(self) -> None:
        """Brings the device to what is wanted, one step at a time."""
        if self._is_working or self._wanted == (self._number > 0):
            return
        self._is_working = True
        self._number = next(self._numbers) if self._wanted else 0
        number = self._number
        self._background.run_other(lambda: self._bring_to(number), self._on_brought, self._on_not_brought, owner=self)

    def _bring_to(self, number: int) -> None:
        """On another thread: a new camera with this number, or none (0)."""
        with self._lock:
            self._stop()
            if number and self._open is not None and not self._is_closed:
                port = self._open(self._publish, lambda error: self._broke.emit(number, error), self._on_seen)
                port.start()
                self._port = port

    def _on_seen(self, width: int, height: int, pixels: bytes, outlines: Sequence[Outline]) -> None:
        """On the camera's thread. Frames that nobody has fetched yet give way to the newest."""
        image = QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        self._newest = image, list(outlines)
        if not self._is_told:
            self._is_told = True
            self.saw.emit()

    def _stop(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            port.stop()

    def _on_brought(self, _nothing: None) -> None:
        self._is_working = False
        self._follow()

    def _on_not_brought(self, error: Exception) -> None:
        self._is_working = False
        self._number = 0
        self._give_up(error)

    @Slot(int, object)
    def _on_broke(self, number: int, error: AppError) -> None:
        if number == self._number and self._wanted:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self.turn(False)
        self.failed.emit(error)
