"""Pictures and the cameras of this machine. What reads them is imported when first used: OpenCV alone takes 0.15 s."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from domain.assets.scan import Scan
from domain.clock import Clock
from domain.devices.model import Camera, Health
from domain.errors import AppError

if TYPE_CHECKING:
    from hardware.decoder.reading import Reading
    from hardware.scanners.camera import CameraScanner, Frame, FrameSource
    from hardware.scanners.photos import PhotoCamera
    from hardware.scanners.shared import SharedCamera

Outline = tuple[Sequence[tuple[int, int]], str]
"""Corners of a code in the picture, and what it says."""
Seen = Callable[[int, int, bytes, Sequence[Outline]], object]
"""Width, height and pixels (red, green, blue) of a frame, and the codes in it."""

_SMALL_PX: Final = 640
_LARGE_PX: Final = 1920


def _first() -> Camera:
    return Camera("camera:0")


def _nobody(_name: str, _health: Health, _error: AppError | None = None) -> None:
    """Watches no camera."""


class Devices:
    """What the window hands on to whoever drops a picture or turns the camera on."""

    def __init__(
        self,
        clock: Clock,
        chosen: Callable[[], Camera] = _first,
        watch: Callable[[str, Health, AppError | None], object] = _nobody,
    ) -> None:
        """`chosen` is asked each time a camera is turned on; `watch` is told how it does."""
        self._clock, self._chosen, self._watch = clock, chosen, watch
        self._shared: dict[str, SharedCamera] = {}

    def read_picture(self, picture: bytes) -> list[Scan]:
        """The scans of a dropped or pasted picture. Raises PictureUnreadable."""
        from hardware.scanners.picture import PictureScanner

        return PictureScanner(self._clock).scan(picture)

    def camera(
        self, scanned: Callable[[Scan], None], failed: Callable[[AppError], None], seen: Seen | None = None
    ) -> "CameraScanner":
        """The chosen camera, not started yet; `seen` gets small frames."""
        shown = None if seen is None else _frames_for(seen, _SMALL_PX)
        return self._scanner(self._chosen(), scanned, failed, shown)

    def preview(self, camera: Camera, seen: Seen, failed: Callable[[AppError], None]) -> "CameraScanner":
        """What this camera sees, with the codes in it; they are no scans. Not started yet."""
        return self._scanner(camera, lambda _scan: None, failed, _frames_for(seen, _LARGE_PX))

    def photos(self) -> "PhotoCamera":
        """The chosen camera for photos, not started yet; it shares the device with the scanner."""
        from dataclasses import replace

        from hardware.scanners.photos import PhotoCamera

        camera = self._chosen()
        large = camera if camera.width > 1920 else replace(camera, width=1920, height=1080)
        return PhotoCamera(lambda: self._lens(camera).open(lambda: _source(large)))

    def _scanner(
        self,
        camera: Camera,
        scanned: Callable[[Scan], None],
        failed: Callable[[AppError], None],
        seen: "Callable[[Frame, list[Reading]], None] | None" = None,
    ) -> "CameraScanner":
        from hardware.scanners.camera import CameraListener, CameraScanner

        def broke(error: AppError) -> None:
            self._watch(camera.name, Health.LOST, error)
            failed(error)

        def opened() -> "FrameSource":
            source = self._lens(camera).open(lambda: _source(camera))
            self._watch(camera.name, Health.WAITING, None)
            return _Watched(source, lambda: self._watch(camera.name, Health.OFF, None))

        listener = CameraListener(scanned, broke, seen or (lambda _frame, _readings: None))
        return CameraScanner(opened, listener, self._clock, device=camera.name)

    def _lens(self, camera: Camera) -> "SharedCamera":
        from hardware.scanners.shared import SharedCamera

        return self._shared.setdefault(camera.source, SharedCamera())


def _frames_for(seen: Seen, widest: int) -> "Callable[[Frame, list[Reading]], None]":
    """Frames as a window shows them: in its colours, no wider than needed, the corners along with them."""

    def shown(frame: "Frame", readings: "list[Reading]") -> None:
        import cv2

        scale = min(1.0, widest / frame.shape[1])
        small = frame if scale == 1 else cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        height, width = small.shape[:2]
        colours = cv2.cvtColor(small, cv2.COLOR_GRAY2RGB if small.ndim == 2 else cv2.COLOR_BGR2RGB)
        found = [([(round(x * scale), round(y * scale)) for x, y in each.polygon], each.text) for each in readings]
        seen(width, height, colours.tobytes(), found)

    return shown


class _Watched:
    """A source of frames whose end is told."""

    def __init__(self, source: "FrameSource", ended: Callable[[], object]) -> None:
        self._source, self._ended = source, ended

    def __call__(self) -> "Frame | None":
        return self._source()

    def close(self) -> None:
        close = getattr(self._source, "close", None)
        if close is not None:
            close()
        self._ended()


def _source(camera: Camera) -> "FrameSource":
    """Raises CameraUnavailable."""
    if not camera.source.isdecimal():
        from hardware.simulators.film import PictureFilm

        return PictureFilm(Path(camera.source))
    from hardware.scanners.camera import OpenCvCamera

    return OpenCvCamera(int(camera.source), camera.width, camera.height, camera.exposure, camera.torch)
