"""A camera as a scanner: frames come in on one thread, the newest is decoded on another."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, final

import cv2
from numpy.typing import NDArray

from domain.assets.scan import Scan
from domain.clock import Clock
from domain.errors import AppError, Unavailable
from hardware.decoder.decoder import Decoder
from hardware.decoder.reading import Reading
from hardware.decoder.trust import is_sure
from hardware.scanners.torch import set_torch

Frame = NDArray[Any]
FrameSource = Callable[[], Frame | None]
"""Gives the next frame, waiting for it if need be; None when no more will come."""

_AGREE_WITHIN: Final = timedelta(seconds=1)
_STOP_WITHIN_S: Final = 3
_WARM_UP_FRAMES: Final = 50
_BY_HAND: Final = 1
"""V4L2's manual mode; drivers that count otherwise leave their own."""


@final
class CameraUnavailable(Unavailable):
    """There is no such camera, another program holds it, or it stopped to deliver."""

    code = "camera_unavailable"


class Sightings:
    """Turns the readings of frame after frame into scans.

    An unsure reading counts once a second frame shows the same. A code that stays in view is one scan; it counts
    again after it was out of sight for `again_after`.
    """

    def __init__(self, again_after: timedelta = timedelta(seconds=1)) -> None:
        self._again_after = again_after
        self._unsure: dict[tuple[str, str], datetime] = {}
        self._given: dict[tuple[str, str], datetime] = {}

    def take(self, readings: list[Reading], at: datetime) -> list[Reading]:
        """The readings of one frame that are new and sure. `at`: the frame's instant."""
        self._forget(at)
        fresh = []
        for reading in readings:
            key = (reading.symbology.value, reading.text)
            is_second = key in self._unsure
            self._unsure[key] = at
            if not (is_sure(reading) or is_second or key in self._given):
                continue
            if key not in self._given:
                fresh.append(reading)
            self._given[key] = at
        return fresh

    def _forget(self, at: datetime) -> None:
        self._given = {key: seen for key, seen in self._given.items() if at - seen <= self._again_after}
        self._unsure = {key: seen for key, seen in self._unsure.items() if at - seen <= _AGREE_WITHIN}


@dataclass(frozen=True, slots=True)
class CameraListener:
    """What a camera tells; called on its decoding thread, so a window has to hand it over to its own.

    `seen` gets every decoded frame with its readings, sure or not, for a preview. `failed` is called at most once.
    """

    scanned: Callable[[Scan], None]
    failed: Callable[[AppError], None] = lambda _error: None
    seen: Callable[[Frame, list[Reading]], None] = lambda _frame, _readings: None


class CameraScanner:
    """Runs between `start` and `stop`. Frames that arrive while one is being decoded replace each other."""

    def __init__(
        self,
        open_source: Callable[[], FrameSource],
        listener: CameraListener,
        clock: Clock,
        *,
        device: str = "camera:0",
        decoder: Decoder | None = None,
    ) -> None:
        """`open_source` is called on the capturing thread; it may raise Unavailable."""
        self._open_source = open_source
        self._listener = listener
        self._clock = clock
        self._device = device
        self._decoder = decoder or Decoder()
        self._sightings = Sightings()
        self._changed = threading.Condition()
        self._newest: Frame | None = None
        self._is_over = False
        self._failure: AppError | None = None
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begins to capture and decode. Raises RuntimeError when it already runs."""
        if self._threads:
            raise RuntimeError("this camera already runs")
        self._newest, self._is_over, self._failure = None, False, None
        self._threads = [
            threading.Thread(target=self._capture, name=f"{self._device} capture", daemon=True),
            threading.Thread(target=self._decode, name=f"{self._device} decode", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends both threads; after it returns no listener is called any more (unless a driver hangs for seconds)."""
        with self._changed:
            self._is_over, self._newest = True, None
            self._changed.notify_all()
        self.wait(_STOP_WITHIN_S)
        self._threads = []

    def wait(self, timeout_s: int) -> None:
        """Waits until the source has no more frames and the last one is decoded."""
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(timeout_s)

    def _capture(self) -> None:
        failure: AppError | None = None
        try:
            self._fetch(self._open_source())
        except AppError as error:
            failure = error
        finally:
            with self._changed:
                self._failure, self._is_over = failure, True
                self._changed.notify_all()

    def _fetch(self, source: FrameSource) -> None:
        try:
            while not self._is_over and (frame := source()) is not None:
                with self._changed:
                    if not self._is_over:
                        self._newest = frame
                        self._changed.notify_all()
        finally:
            close = getattr(source, "close", None)
            if close is not None:
                close()

    def _decode(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._newest is not None or self._is_over)
                frame, self._newest = self._newest, None
                failure = self._failure
            if frame is None:
                if failure is not None:
                    self._listener.failed(failure)
                return
            self._look(frame)

    def _look(self, frame: Frame) -> None:
        readings = self._decoder.sightings(frame)
        at = self._clock.now()
        self._listener.seen(frame, readings)
        for reading in self._sightings.take(readings, at):
            self._listener.scanned(Scan(reading.text, reading.symbology.value, at, self._device))


class OpenCvCamera:
    """A camera of this machine as a source of frames. `close` frees it."""

    def __init__(
        self, index: int = 0, width: int = 1280, height: int = 720, exposure: int | None = None, torch: bool = False
    ) -> None:
        """`exposure` as the driver counts, None: it chooses. Raises CameraUnavailable when it cannot be opened."""
        self._device = f"camera:{index}"
        self._capture = cv2.VideoCapture(index)
        if not self._capture.isOpened():
            raise CameraUnavailable(device=self._device)
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        if exposure is not None:
            self._capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, _BY_HAND)
            self._capture.set(cv2.CAP_PROP_EXPOSURE, exposure)
        self._index, self._has_light = index, torch and set_torch(index, on=True)

    def __call__(self) -> Frame:
        """The next frame. Raises CameraUnavailable when the camera stopped to deliver."""
        for _ in range(_WARM_UP_FRAMES):
            is_good, frame = self._capture.read()
            if is_good and frame is not None:
                return frame
        raise CameraUnavailable(device=self._device)

    def close(self) -> None:
        if self._has_light:
            set_torch(self._index, on=False)
        self._capture.release()
