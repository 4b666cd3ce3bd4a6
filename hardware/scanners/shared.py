"""One camera for several that look through it: the scanner goes on while a photo is taken."""

import threading
from collections.abc import Callable

from hardware.scanners.camera import Frame, FrameSource

OpenSource = Callable[[], FrameSource]


class SharedCamera:
    """The first who looks opens it, the last frees it; each frame goes to one of those who look."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._source: FrameSource | None = None
        self._eyes = 0

    def open(self, open_source: OpenSource) -> FrameSource:
        """One more that looks. `open_source` is called when nobody does yet; it may raise Unavailable."""
        with self._lock:
            if self._source is None:
                self._source = open_source()
            self._eyes += 1
        return _Eye(self)

    def look(self) -> Frame | None:
        """The next frame; None when no more will come."""
        with self._lock:
            return None if self._source is None else self._source()

    def leave(self) -> None:
        with self._lock:
            self._eyes -= 1
            if self._eyes > 0:
                return
            source, self._source = self._source, None
            close = getattr(source, "close", None)
            if close is not None:
                close()


class _Eye:
    """One that looks; `close` twice is harmless."""

    def __init__(self, camera: SharedCamera) -> None:
        self._camera: SharedCamera | None = camera

    def __call__(self) -> Frame | None:
        camera = self._camera
        return None if camera is None else camera.look()

    def close(self) -> None:
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.leave()
