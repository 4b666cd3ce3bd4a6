"""Pictures and the camera of this machine. What reads them is imported when first used: OpenCV alone takes 0.15 s."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from domain.assets.scan import Scan
from domain.clock import Clock
from domain.errors import AppError

if TYPE_CHECKING:
    from hardware.scanners.camera import CameraScanner
    from hardware.scanners.photos import PhotoCamera
    from hardware.scanners.shared import SharedCamera


class Devices:
    """What the window hands on to whoever drops a picture or turns the camera on."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._shared: SharedCamera | None = None

    def read_picture(self, picture: bytes) -> list[Scan]:
        """The scans of a dropped or pasted picture. Raises PictureUnreadable."""
        from hardware.scanners.picture import PictureScanner

        return PictureScanner(self._clock).scan(picture)

    def camera(self, scanned: Callable[[Scan], None], failed: Callable[[AppError], None]) -> "CameraScanner":
        """The first camera, not started yet."""
        from hardware.scanners.camera import CameraListener, CameraScanner, OpenCvCamera

        shared = self._lens()
        listener = CameraListener(scanned, failed)
        return CameraScanner(lambda: shared.open(OpenCvCamera), listener, self._clock)

    def photos(self) -> "PhotoCamera":
        """The first camera for photos, not started yet; it shares the device with the scanner."""
        from hardware.scanners.camera import OpenCvCamera
        from hardware.scanners.photos import PhotoCamera

        shared = self._lens()
        return PhotoCamera(lambda: shared.open(lambda: OpenCvCamera(width=1920, height=1080)))

    def _lens(self) -> "SharedCamera":
        from hardware.scanners.shared import SharedCamera

        self._shared = self._shared or SharedCamera()
        return self._shared
