"""A folder of pictures stands in for a camera: its labels are scanned, and outlined in a preview."""

import io
import struct
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest

from domain.assets.scan import Scan
from domain.clock import MovableClock
from domain.devices.model import Camera, Health, SerialScanner
from domain.errors import AppError
from hardware.lab import DeviceLab
from hardware.scanners.camera import CameraUnavailable
from hardware.scanners.devices import Devices
from hardware.scanners.torch import set_torch
from hardware.scanners.wedge import WedgeFramer
from hardware.simulators.film import PictureFilm
from hardware.simulators.run import run
from tests.hardware.frames import station_frame
from tests.hardware.test_lab import NOON, until

Outlines = Sequence[tuple[Sequence[tuple[int, int]], str]]


def test_the_chosen_camera_scans_under_its_name_and_says_how_it_does(tmp_path: Path) -> None:
    frame = station_frame(2, "clean")
    cv2.imwrite(str(tmp_path / "label.png"), frame.picture)
    told: list[tuple[str, Health]] = []
    scans: list[Scan] = []
    came = threading.Event()
    eyes = Devices(
        MovableClock(datetime(2026, 11, 23, tzinfo=UTC)),
        lambda: Camera("Decke", str(tmp_path)),
        lambda name, health, _error: told.append((name, health)),
    )
    camera = eyes.camera(lambda scan: (scans.append(scan), came.set())[0], lambda _error: None)
    camera.start()
    assert came.wait(20)
    camera.stop()
    assert (scans[0].device, scans[0].text) == ("Decke", frame.codes[0][1])
    assert told == [("Decke", Health.WAITING), ("Decke", Health.OFF)]


def test_a_preview_outlines_what_it_finds_and_scans_nothing(tmp_path: Path) -> None:
    frame = station_frame(2, "clean")
    cv2.imwrite(str(tmp_path / "label.png"), frame.picture)
    seen: list[tuple[int, int, int, Outlines]] = []
    came = threading.Event()

    def show(width: int, height: int, pixels: bytes, found: Outlines) -> None:
        seen.append((width, height, len(pixels), found))
        came.set()

    camera = Devices(MovableClock(NOON)).preview(Camera("Decke", str(tmp_path)), show, lambda _error: None)
    camera.start()
    assert came.wait(20)
    camera.stop()
    width, height, size, found = seen[0]
    assert size == width * height * 3
    (outline,) = [corners for corners, text in found if text == frame.codes[0][1]]
    assert all(0 <= x <= width and 0 <= y <= height for x, y in outline)


def test_an_empty_folder_is_a_camera_that_is_not_there(tmp_path: Path) -> None:
    failures: list[AppError] = []
    watched: list[Health] = []
    eyes = Devices(MovableClock(NOON), watch=lambda _name, health, _error: watched.append(health))
    camera = eyes.preview(Camera("Decke", str(tmp_path)), lambda *_seen: None, failures.append)
    camera.start()
    camera.wait(10)
    camera.stop()
    assert [type(failure) for failure in failures] == [CameraUnavailable]
    assert watched == [Health.LOST]
    assert not set_torch(91, on=True)


def test_pictures_follow_one_another_one_at_a_time_and_what_is_none_is_left_out(tmp_path: Path) -> None:
    for name, grey in (("a", 10), ("c", 200)):
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.full((4, 6, 3), grey, np.uint8))
    (tmp_path / "b.png").write_bytes(b"\x89PNG no picture")
    huge = b"BM" + struct.pack("<IHHIIiiHH", 54, 0, 0, 54, 40, 60_000, 60_000, 1, 24) + bytes(24)
    (tmp_path / "d.bmp").write_bytes(huge)
    film = PictureFilm(tmp_path, each_s=0.002, frame_s=0.001)
    shown = [int(frame[0, 0, 0]) for _turn in range(6) if (frame := film()) is not None]
    assert shown == [10, 10, 200, 200, 10, 10]
    for path in tmp_path.iterdir():
        path.unlink()
    with pytest.raises(CameraUnavailable):
        film()
    film.close()
    assert film() is None


def test_the_tool_plays_a_scanner_that_a_workplace_reads(tmp_path: Path) -> None:
    out, scans = io.StringIO(), list[Scan]()
    lab = DeviceLab(tmp_path, MovableClock(NOON), WedgeFramer(), waits_s=(0.02,))

    class Typed:
        def __iter__(self) -> Iterator[str]:
            lab.change([SerialScanner("Tisch", str(tmp_path / "scanner"))])
            lab.start(scans.append)
            until(lambda: lab.state("Tisch").health is Health.WAITING)
            yield "RB-000214-E\n"
            until(lambda: bool(scans))

    assert run(["scanner", "--at", str(tmp_path / "scanner")], out, Typed()) == 0
    lab.stop()
    assert [(scan.device, scan.text) for scan in scans] == [("Tisch", "RB-000214-E")]
    assert not (tmp_path / "scanner").exists()
