"""Every device ends in one signal."""

import threading
from collections.abc import Sequence
from datetime import timedelta

from pytestqt.qtbot import QtBot

from domain.assets.scan import Scan
from domain.clock import MovableClock
from ui.background import Background
from ui.scanning import ScanHub


def _scan(clock: MovableClock, text: str) -> Scan:
    return Scan(text=text, symbology="QRCODE", at=clock.now(), device="camera:0")


def test_a_camera_thread_may_publish(qtbot: QtBot, background: Background, clock: MovableClock) -> None:
    hub, seen = ScanHub(clock, background), []
    hub.scanned.connect(lambda scan: seen.append((scan.text, threading.current_thread())))
    thread = threading.Thread(target=lambda: hub.publish(_scan(clock, "RB-000214-K")))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("RB-000214-K", threading.main_thread())]


def test_a_code_still_before_the_lens_counts_once(background: Background, clock: MovableClock) -> None:
    hub, seen = ScanHub(clock, background), []
    hub.scanned.connect(seen.append)
    for wait_ms in (0, 120, 120, 700):
        clock.advance(timedelta(milliseconds=wait_ms))
        hub.read("RB-000214-K", device="camera:0")
    hub.read("RB-000215-I", device="camera:0")
    assert [scan.text for scan in seen] == ["RB-000214-K", "RB-000214-K", "RB-000215-I"]


def test_a_picture_is_read_in_the_background(qtbot: QtBot, background: Background, clock: MovableClock) -> None:
    threads: list[str] = []

    def read(data: bytes) -> Sequence[Scan]:
        threads.append(threading.current_thread().name)
        return [_scan(clock, part.decode()) for part in data.split()]

    hub, seen, none = ScanHub(clock, background, read), [], []
    hub.scanned.connect(lambda scan: seen.append(scan.text))
    hub.nothing_found.connect(lambda: none.append(True))
    hub.read_picture(b"ONE TWO")
    hub.read_picture(b"")
    qtbot.waitUntil(lambda: bool(none))
    assert seen == ["ONE", "TWO"]
    assert all(name.startswith("other") for name in threads)
