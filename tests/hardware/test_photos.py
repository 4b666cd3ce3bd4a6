"""Photos from the camera: seen before they are taken, kept as they were seen; the scanner goes on meanwhile."""

import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from domain.assets.scan import Scan
from domain.contracts.notes import MediaType, media_type_of
from hardware.clock import SystemClock
from hardware.scanners.camera import CameraListener, CameraScanner, CameraUnavailable, OpenCvCamera
from hardware.scanners.photos import GLANCE_WIDTH, PhotoCamera
from hardware.scanners.shared import SharedCamera
from tests.hardware.film import HEIGHT, WIDTH, Film, shot


def until(is_so: Callable[[], object]) -> None:
    for _ in range(500):
        if is_so():
            return
        time.sleep(0.01)
    raise AssertionError("it never was so")


def test_what_is_seen_is_what_is_kept(tmp_path: Path) -> None:
    film = Film(shot(tmp_path / "wall.avi"))
    camera = PhotoCamera(film.open)
    with pytest.raises(CameraUnavailable):
        camera.take()
    camera.start()
    until(camera.glance)
    seen = camera.glance()
    assert seen is not None
    width, height, pixels = seen
    assert (width, height, len(pixels)) == (GLANCE_WIDTH, 540, GLANCE_WIDTH * 540 * 3)
    red, green, blue = pixels[-3:]
    assert green > red > blue, "in the order of a screen, not of the camera"
    kept = camera.take()
    camera.stop()
    assert media_type_of(kept) is MediaType.JPEG
    picture = cv2.imdecode(np.frombuffer(kept, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert picture.shape == (HEIGHT, WIDTH, 3)
    assert picture[-1, -1] == pytest.approx((40, 140, 60), abs=6)
    assert (film.opened, film.closed) == (1, 1)


def test_a_camera_that_is_not_there_or_breaks_says_so(tmp_path: Path) -> None:
    nowhere = PhotoCamera(lambda: OpenCvCamera(91))
    nowhere.start()

    def is_told(camera: PhotoCamera) -> bool:
        try:
            camera.glance()
        except CameraUnavailable:
            return True
        return False

    until(lambda: is_told(nowhere))
    nowhere.stop()
    film = Film(shot(tmp_path / "short.avi"))
    frames = iter([film.open()()])
    broken = PhotoCamera(lambda: lambda: next(frames, None))
    broken.start()
    until(lambda: is_told(broken))
    with pytest.raises(CameraUnavailable):
        broken.take()
    broken.stop()


def test_scanner_and_photos_share_one_device(tmp_path: Path) -> None:
    film, shared = Film(shot(tmp_path / "wall.avi")), SharedCamera()
    looked: list[int] = []
    scans: list[Scan] = []
    listener = CameraListener(scans.append, seen=lambda _frame, _readings: looked.append(1))
    scanner = CameraScanner(lambda: shared.open(film.open), listener, SystemClock())
    scanner.start()
    until(lambda: looked)
    photos = PhotoCamera(lambda: shared.open(film.open))
    photos.start()
    until(photos.glance)
    photos.stop()
    before = len(looked)
    until(lambda: len(looked) > before + 1)
    assert (film.opened, film.closed) == (1, 0)
    scanner.stop()
    until(lambda: film.closed == 1)
    again = PhotoCamera(lambda: shared.open(film.open))
    again.start()
    until(again.glance)
    again.stop()
    assert (film.opened, film.closed) == (2, 2)
