"""A camera that shows pictures from a folder, one after another, over and over."""

import threading
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from numpy.typing import NDArray

from hardware.scanners.camera import CameraUnavailable
from hardware.scanners.picture import PictureUnreadable, load_seen

_EACH_S: Final = 1.0
_FRAME_S: Final = 0.1
_KINDS: Final = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp"})


class PictureFilm:
    """A source of frames. Each picture stays for `each_s`; one that cannot be read is left out. One at a time is held:
    a folder of photos may be larger than the memory."""

    def __init__(self, folder: Path, each_s: float = _EACH_S, frame_s: float = _FRAME_S) -> None:
        """Raises CameraUnavailable: there is no picture in the folder. So does a call once all of them are gone."""
        self._device, self._frame_s, self._each = str(folder), frame_s, max(1, round(each_s / frame_s))
        self._paths = deque(_pictures(folder))
        self._picture, self._shown = self._next(), 0
        self._over = threading.Event()

    def __call__(self) -> NDArray[Any] | None:
        if self._over.wait(self._frame_s):
            return None
        if self._shown >= self._each:
            self._picture, self._shown = self._next(), 0
        self._shown += 1
        return self._picture

    def _next(self) -> NDArray[Any]:
        while self._paths:
            path = self._paths.popleft()
            with suppress(PictureUnreadable):
                picture = load_seen(path)
                self._paths.append(path)
                return picture
        raise CameraUnavailable(device=self._device)

    def close(self) -> None:
        self._over.set()


def _pictures(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in _KINDS)
    except OSError:
        return []
