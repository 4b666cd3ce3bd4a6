"""A machine without devices, for programs that nobody looks into a camera with."""

from collections.abc import Sequence

from domain.assets.scan import Scan
from ui.shell.camera import CameraPort, PhotoPort


class NoDevices:
    def read_picture(self, _picture: bytes) -> Sequence[Scan]:
        return ()

    def camera(self, _scanned: object, _failed: object, _seen: object) -> CameraPort:
        raise AssertionError("nobody turned it on")

    def photos(self) -> PhotoPort:
        raise AssertionError("nobody takes photos")
