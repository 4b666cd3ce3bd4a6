"""The lamp tells how the station stands with the server, whatever the database thread is held up by."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.assets.resolve import Meaning, Resolved
from domain.assets.scan import Scan
from domain.clock import MovableClock
from domain.settings.scanning import ScanSettings
from tests.ui.devices import NoDevices
from tests.ui.shell.conftest import PlainPage, SimpleFraming
from ui.desk import Desk
from ui.devices.port import Lab
from ui.opening import Opened
from ui.program import Parts, Program
from ui.shell.port import Screen, Session
from ui.shell.preferences import Preferences
from ui.theme import Theme


class FakeStation:
    """A station whose server goes and comes as the test says. `hold`: it does not even answer."""

    def __init__(self) -> None:
        self.is_there, self.waiting, self.asked = True, 0, 0
        self.hold = threading.Event()
        self.hold.set()

    @property
    def is_connected(self) -> bool:
        self.asked += 1
        self.hold.wait(20)
        return self.is_there

    def deliver_waiting(self) -> frozenset[str]:
        delivered, self.waiting = self.waiting, 0
        return frozenset({"assets"}) if delivered else frozenset()


class FakeLab:
    """Devices that the test reads with."""

    def __init__(self) -> None:
        self.publish: Callable[[Scan], object] | None = None
        self.noted: list[Scan] = []

    def start(self, publish: Callable[[Scan], object]) -> None:
        self.publish = publish

    def stop(self) -> None:
        self.publish = None

    def note(self, scan: Scan) -> None:
        self.noted.append(scan)


class NoFeed:
    def start(self) -> None: ...

    def stop(self) -> None: ...


def _no_feed(_publish: Callable[[Sequence[str]], None]) -> NoFeed:
    return NoFeed()


@pytest.fixture
def station() -> FakeStation:
    return FakeStation()


@pytest.fixture
def lab() -> FakeLab:
    return FakeLab()


@pytest.fixture
def program(
    qapp: QApplication, theme: Theme, station: FakeStation, lab: FakeLab, clock: MovableClock, tmp_path: Path
) -> Iterator[Program]:
    kept = Preferences(tmp_path / "window.ini")
    kept.language, kept.is_muted = "en", True
    parts = Parts(
        open=lambda _told: Opened(Session("Mehmet Kaya", "Station 1", ("warehouse",)), station, _no_feed),
        seats=("warehouse",),
        desk=cast(
            Desk,
            SimpleNamespace(run=lambda _command: None, printing=None, floor=SimpleNamespace(scan_rules=ScanSettings)),
        ),
        search=lambda _words: (),
        resolve=lambda scan: Resolved(Meaning.UNKNOWN, scan.text),
        change_seat=lambda _seat: "Mehmet Kaya",
        framing=SimpleFraming(),
        devices=NoDevices(),
        folder=tmp_path,
        clock=clock,
        lab=cast(Lab, lab),
    )
    running = Program(qapp, parts, [Screen("ship", "Ship", "truck-outline", "warehouse", PlainPage)])
    running.start()
    yield running
    station.hold.set()
    running.window.close()
    running.stop()
    running.window.deleteLater()


def _lamp(program: Program) -> str:
    return program.window.rail.lamp.accessibleName()


def test_the_lamp_turns_red_and_green_again_and_what_waited_is_told(
    program: Program, station: FakeStation, qtbot: QtBot
) -> None:
    told: list[frozenset[str]] = []
    program.changes.changed.connect(told.append)
    qtbot.waitUntil(lambda: _lamp(program) == "Connected")
    station.is_there, station.waiting = False, 2
    qtbot.waitUntil(lambda: _lamp(program) == "Not connected, 2 waiting", timeout=8000)
    station.is_there = True
    qtbot.waitUntil(lambda: _lamp(program) == "Connected", timeout=8000)
    assert told == [frozenset({"assets"})]


def test_a_server_that_does_not_answer_makes_it_yellow_and_says_so(
    program: Program, station: FakeStation, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: station.asked == 1, timeout=8000)
    station.hold.clear()
    qtbot.waitUntil(lambda: _lamp(program) == "Slow", timeout=8000)
    qtbot.waitUntil(program.window.notice.isVisible, timeout=8000)
    assert "Scans are answered in their order" in program.window.notice.words()
    station.hold.set()
    qtbot.waitUntil(lambda: _lamp(program) == "Connected", timeout=8000)
    assert not program.window.notice.isVisible()


def test_devices_of_the_workplace_run_with_the_program_and_are_told_what_was_scanned(
    program: Program, lab: FakeLab, clock: MovableClock, qtbot: QtBot
) -> None:
    assert lab.publish is not None
    reading = threading.Thread(target=lab.publish, args=(Scan("RB-000214-E", None, clock.now(), "Tisch"),))
    reading.start()
    reading.join()
    qtbot.waitUntil(lambda: bool(lab.noted))
    program.hub.read("SN-1", device="Ring")
    assert [(scan.device, scan.text) for scan in lab.noted] == [("Tisch", "RB-000214-E"), ("Ring", "SN-1")]
    program.stop()
    assert lab.publish is None
