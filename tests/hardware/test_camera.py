"""A camera delivers each label once, only sure readings, and stops when told."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from domain.assets.scan import Scan
from domain.clock import MovableClock
from domain.errors import AppError
from hardware.clock import SystemClock
from hardware.decoder.reading import Engine, Reading, Symbology
from hardware.scanners.camera import CameraListener, CameraScanner, CameraUnavailable, Frame, OpenCvCamera, Sightings
from tests.hardware.frames import station_frame

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def reading(text: str, quality: int) -> Reading:
    return Reading(Symbology.CODE128, text, ((0, 0), (9, 0), (9, 9), (0, 9)), Engine.ZBAR, quality)


def source_of(frames: list[Frame]) -> Callable[[], Frame | None]:
    left: Iterator[Frame] = iter(frames)
    return lambda: next(left, None)


def test_an_unsure_reading_counts_when_a_second_frame_agrees() -> None:
    sightings = Sightings()
    assert sightings.take([reading("SN-1", 1)], START) == []
    assert sightings.take([reading("SN-2", 1)], START + timedelta(milliseconds=100)) == []
    assert [r.text for r in sightings.take([reading("SN-1", 1)], START + timedelta(milliseconds=200))] == ["SN-1"]


def test_two_slips_that_lie_far_apart_prove_nothing() -> None:
    sightings = Sightings()
    assert sightings.take([reading("SN-1", 1)], START) == []
    assert sightings.take([reading("SN-1", 1)], START + timedelta(seconds=5)) == []


def test_a_label_in_view_is_one_scan_until_it_was_away() -> None:
    sightings, given = Sightings(), []
    for tenth in range(30):
        given += sightings.take([reading("SN-1", 2)], START + timedelta(milliseconds=100 * tenth))
    assert len(given) == 1
    assert len(sightings.take([reading("SN-1", 2)], START + timedelta(seconds=9))) == 1


def test_frames_become_scans_with_time_and_device() -> None:
    frame = station_frame(2, "clean")
    scans: list[Scan] = []
    camera = CameraScanner(
        lambda: source_of([frame.picture] * 3), CameraListener(scans.append), MovableClock(START), device="camera:7"
    )
    camera.start()
    camera.wait(20)
    camera.stop()
    assert scans == [Scan(frame.codes[0][1], "CODE128", START, "camera:7")]


def test_only_the_newest_frame_is_looked_at_and_stop_is_clean() -> None:
    shown = 0
    looked: list[int] = []

    def endless() -> Frame:
        nonlocal shown
        shown += 1
        time.sleep(0.001)
        return np.full((240, 320), shown % 251, np.uint8)

    def slow(_frame: Frame, _readings: list[Reading]) -> None:
        looked.append(shown)
        time.sleep(0.03)

    camera = CameraScanner(lambda: endless, CameraListener(lambda _scan: None, seen=slow), SystemClock())
    camera.start()
    time.sleep(0.4)
    camera.stop()
    after = len(looked)
    time.sleep(0.1)
    assert 2 <= len(looked) == after < shown / 2
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("camera:0")]


def test_a_camera_that_is_not_there_says_so_once() -> None:
    failures: list[AppError] = []
    camera = CameraScanner(lambda: OpenCvCamera(91), CameraListener(lambda _scan: None, failures.append), SystemClock())
    camera.start()
    camera.wait(10)
    camera.stop()
    assert [failure.code for failure in failures] == [CameraUnavailable.code]


def test_starting_twice_is_a_bug_and_restarting_is_not() -> None:
    camera = CameraScanner(lambda: source_of([]), CameraListener(lambda _scan: None), SystemClock())
    camera.start()
    with pytest.raises(RuntimeError):
        camera.start()
    camera.stop()
    camera.start()
    camera.stop()


def test_the_machines_clock_is_aware() -> None:
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)
