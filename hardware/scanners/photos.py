"""A camera that takes photos: what it sees is shown all the time, and one frame is kept when somebody says so."""

import threading
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.errors import AppError
from hardware.scanners.camera import CameraUnavailable, Frame
from hardware.scanners.shared import OpenSource

GLANCE_WIDTH: Final = 960
QUALITY: Final = 90
_STOP_WITHIN_S: Final = 3


class PhotoCamera:
    """Runs between `start` and `stop`. `glance` and `take` may be called from any thread and never wait for a frame."""

    def __init__(self, open_source: OpenSource, device: str = "camera:0") -> None:
        """`open_source` is called on the capturing thread; it may raise Unavailable."""
        self._open_source, self._device = open_source, device
        self._lock = threading.Lock()
        self._newest: Frame | None = None
        self._failure: AppError | None = None
        self._is_over = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Returns at once: the device may take seconds."""
        self._thread = threading.Thread(target=self._capture, name=f"{self._device} photos", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """The device is free after it (unless a driver hangs for seconds)."""
        self._is_over = True
        if self._thread is not None:
            self._thread.join(_STOP_WITHIN_S)

    def glance(self) -> tuple[int, int, bytes] | None:
        """Width, height and pixels (red, green, blue, no padding) of what it sees now, for a preview; None: nothing
        yet. Raises CameraUnavailable: there is no camera, or it stopped to deliver."""
        frame = self._frame()
        if frame is None:
            return None
        colours = _in_colour(frame)
        height, width = colours.shape[:2]
        if width > GLANCE_WIDTH:
            height, width = max(1, height * GLANCE_WIDTH // width), GLANCE_WIDTH
            colours = cv2.resize(colours, (width, height), interpolation=cv2.INTER_AREA)
        return width, height, cv2.cvtColor(colours, cv2.COLOR_BGR2RGB).tobytes()

    def take(self) -> bytes:
        """What it sees now as a JPEG, as large as the camera has it. Raises CameraUnavailable."""
        frame = self._frame()
        if frame is None:
            raise CameraUnavailable(device=self._device)
        is_made, content = cv2.imencode(".jpg", _in_colour(frame), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        if not is_made:
            raise CameraUnavailable(device=self._device)
        return bytes(content.tobytes())

    def _frame(self) -> Frame | None:
        with self._lock:
            if self._failure is not None:
                raise self._failure
            return self._newest

    def _capture(self) -> None:
        failure: AppError = CameraUnavailable(device=self._device)
        try:
            self._fetch()
        except AppError as error:
            failure = error
        with self._lock:
            self._failure = None if self._is_over else failure

    def _fetch(self) -> None:
        source = self._open_source()
        try:
            while not self._is_over and (frame := source()) is not None:
                with self._lock:
                    self._newest = frame
        finally:
            close = getattr(source, "close", None)
            if close is not None:
                close()


def _in_colour(frame: Frame) -> NDArray[Any]:
    return np.ascontiguousarray(cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR) if frame.ndim == 2 else frame)
