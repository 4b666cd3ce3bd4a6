"""A camera that looks at one picture: the camera's whole way, capture thread and second-frame rule included."""

import time
from itertools import repeat

from domain.assets.scan import Scan
from domain.clock import Clock
from hardware.decoder.reading import Picture
from hardware.scanners.camera import CameraListener, CameraScanner
from hardware.scanners.picture import load

_FRAMES = 12
_FRAME_S = 0.08
_PATIENCE_S = 30


def look_at(picture: bytes, clock: Clock) -> list[Scan]:
    """What a camera that is held before this picture (a file's bytes) reads. Raises PictureUnreadable."""
    frame = load(picture)
    frames = iter(repeat(frame, _FRAMES))
    scans: list[Scan] = []

    def source() -> Picture | None:
        time.sleep(_FRAME_S)
        return next(frames, None)

    camera = CameraScanner(lambda: source, CameraListener(scans.append), clock, device="camera:still")
    camera.start()
    camera.wait(_PATIENCE_S)
    camera.stop()
    return scans
