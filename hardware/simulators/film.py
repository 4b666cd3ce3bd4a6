"""A camera that shows pictures from a folder, one after another, over and over."""

import threading
from pathlib import Path
from typing import Any, Final

import cv2
from numpy.typing import NDArray

from hardware.scanners.camera import CameraUnavailable

_EACH_S: Final = 1.0
_FRAME_S: Final = 0.1
_KINDS: Final = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp"})


class PictureFilm:
    """A source of frames. Each picture stays for `each_s`; one that cannot be read is left out."""

    def __init__(self, folder: Path, each_s: float = _EACH_S, frame_s: float = _FRAME_S) -> None:
        """Raises CameraUnavailable: there is no picture in the folder."""
        self._device, self._frame_s, self._each = str(folder), frame_s, max(1, round(each_s / frame_s))
        self._pictures = [found for path in _pictures(folder) if (found := cv2.imread(str(path))) is not None]
        if not self._pictures:
            raise CameraUnavailable(device=self._device)
        self._shown = 0
        self._over = threading.Event()

    def __call__(self) -> NDArray[Any] | None:
        if self._over.wait(self._frame_s):
            return None
        picture = self._pictures[self._shown // self._each % len(self._pictures)]
        self._shown += 1
        return picture

    def close(self) -> None:
        self._over.set()


def _pictures(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in _KINDS)
    except OSError:
        return []
