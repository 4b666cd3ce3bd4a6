"""A film in the place of a camera: a real file, read by OpenCV as a device is, over and over."""

import time
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

_FRAME_S: Final = 0.02
WIDTH, HEIGHT = 1280, 720


def shot(path: Path, *, colour: tuple[int, int, int] = (40, 140, 60), frames: int = 5) -> Path:
    """A film of a plain wall (blue, green, red) with a white square that wanders."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25, (WIDTH, HEIGHT))
    for number in range(frames):
        picture = np.full((HEIGHT, WIDTH, 3), colour, np.uint8)
        picture[100:300, 100 + 40 * number : 300 + 40 * number] = 255
        writer.write(picture)
    writer.release()
    return path


class Film:
    """A source of frames; `opened` and `closed` count how often that happened to the file."""

    def __init__(self, path: Path) -> None:
        self._path, self._reader = path, cv2.VideoCapture()
        self.opened = self.closed = 0

    def open(self) -> "Film":
        assert self._reader.open(str(self._path))
        self.opened += 1
        return self

    def __call__(self) -> NDArray[Any]:
        time.sleep(_FRAME_S)
        is_good, frame = self._reader.read()
        if not is_good:
            self._reader.set(cv2.CAP_PROP_POS_FRAMES, 0)
            is_good, frame = self._reader.read()
        assert is_good
        return frame

    def close(self) -> None:
        self._reader.release()
        self.closed += 1
