"""Serial scanners and scales of a workplace: read, unplugged, plugged in again, kept, and seen to be so."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from time import monotonic

import pytest

from domain.assets.scan import Scan
from domain.clock import MovableClock
from domain.devices.keyboard import CARD, Keyboard, compare, written
from domain.devices.model import (
    Camera,
    Device,
    DeviceGone,
    DeviceNameTaken,
    Health,
    Meter,
    MeterProtocol,
    SerialScanner,
    Wedge,
)
from domain.devices.readings import Measured, MeterOutOfRange, MeterSilent
from domain.till.devices import DeviceFileUnusable
from hardware.lab import DeviceLab
from hardware.lines.framing import LineFraming
from hardware.scanners.wedge import WedgeFramer
from hardware.simulators.serial_port import FakeScale, FakeScanner, FakeSerial
from hardware.workplace import Workplace

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)


def until(is_so: Callable[[], bool], seconds: int = 20) -> None:
    """Waits for another thread."""
    end, pause = monotonic() + seconds, threading.Event()
    while not is_so():
        assert monotonic() < end, "it never came to that"
        pause.wait(0.01)


class Bench:
    """A lab whose scans are collected."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.scans = MovableClock(NOON), list[Scan]()
        self.lab = DeviceLab(folder, self.clock, WedgeFramer(), waits_s=(0.02,))
        self.lab.start(self.scans.append)

    def read(self) -> list[tuple[str, str]]:
        return [(scan.device, scan.text) for scan in self.scans]

    def until_ready(self, *names: str) -> None:
        until(lambda: all(self.lab.state(name).health is Health.WAITING for name in names))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "station")
    yield made
    made.lab.stop()


def test_two_scanners_and_a_scale_at_once_each_under_its_name(bench: Bench, tmp_path: Path) -> None:
    one, other, scale = FakeScanner(), FakeScanner(tmp_path / "ring"), FakeScale()
    bench.lab.change(
        [
            SerialScanner("Tisch", one.path),
            SerialScanner("Ring", other.path, prefix="~", suffix="#"),
            Meter("Waage", scale.path),
        ]
    )
    bench.until_ready("Tisch", "Ring")
    one.scan("RB-000214-E")
    until(lambda: len(bench.scans) == 1)
    other.scan("SN-4711", "~", "#")
    scale.put("12.345", is_stable=False)
    until(
        lambda: len(bench.scans) == 2 and bench.lab.state("Waage").measured == Measured(Decimal("12.345"), "kg", False)
    )
    assert bench.read() == [("Tisch", "RB-000214-E"), ("Ring", "SN-4711")]
    scale.put("-")
    until(lambda: isinstance(bench.lab.state("Waage").error, MeterOutOfRange))
    with pytest.raises(MeterOutOfRange):
        bench.lab.measured("Waage")
    for fake in (one, other, scale):
        fake.close()
    until(lambda: bench.lab.state("Waage").health is Health.LOST)


def test_a_scanner_that_was_unplugged_works_on_where_it_is_plugged_in(bench: Bench, tmp_path: Path) -> None:
    first = FakeScanner(tmp_path / "scanner")
    bench.lab.change([SerialScanner("Tisch", str(tmp_path / "scanner"))])
    bench.until_ready("Tisch")
    first.scan("ONE")
    until(lambda: len(bench.scans) == 1)
    first.send(b"HALF A CO")
    first.close()
    until(lambda: bench.lab.state("Tisch").health is Health.LOST)
    assert isinstance(bench.lab.state("Tisch").error, DeviceGone)
    again = FakeScanner(tmp_path / "scanner")
    bench.until_ready("Tisch")
    again.scan("TWO")
    until(lambda: ("Tisch", "TWO") in bench.read())
    assert isinstance(bench.lab.state("Tisch").error, DeviceGone), "the last trouble stays to be seen"
    again.close()


def test_half_a_number_of_a_scale_that_was_unplugged_is_no_part_of_the_next(bench: Bench, tmp_path: Path) -> None:
    first = FakeSerial(tmp_path / "scale")
    bench.lab.change([Meter("Waage", str(tmp_path / "scale"), protocol=MeterProtocol.LINES)])
    bench.until_ready("Waage")
    first.send(b"5 kg\n1")
    until(lambda: bench.lab.state("Waage").measured == Measured(Decimal(5), "kg"))
    first.close()
    until(lambda: bench.lab.state("Waage").health is Health.LOST)
    again = FakeSerial(tmp_path / "scale")
    bench.until_ready("Waage")
    again.send(b"2 kg\n")
    until(lambda: bench.lab.state("Waage").measured != Measured(Decimal(5), "kg"))
    assert bench.lab.measured("Waage") == Measured(Decimal(2), "kg")
    again.close()


@pytest.mark.parametrize(
    ("sent", "texts"),
    [
        (b"A-1\r\nB-2\nC-3\tD-4\x03", ["A-1", "B-2", "C-3", "D-4"]),
        (b"\x02]C101040123456789011\x1d21X\x03", ["]C101040123456789011\x1d21X"]),
        (b"NO END", ["NO END"]),
        ("Größe-7\r".encode(), ["Größe-7"]),
        (b"\xff\xfe\x80\r", ["ÿþ\x80"]),
        (b"x" * 9000 + b"\rGOOD\r", ["x" * 4096, "GOOD"]),
        (b"\r\n\r\n\x00\x00", []),
    ],
    ids=["ends", "gs1", "silence", "utf8", "noise", "flood", "nothing"],
)
def test_whatever_bytes_come_end_as_texts(bench: Bench, sent: bytes, texts: list[str]) -> None:
    fake = FakeSerial()
    bench.lab.change([SerialScanner("Tisch", fake.path)])
    bench.until_ready("Tisch")
    fake.send(sent)
    fake.send(b"\rEND\r")
    until(lambda: bench.read()[-1:] == [("Tisch", "END")])
    assert [text for _device, text in bench.read()[:-1]] == texts
    fake.close()


def test_half_a_code_is_never_one_where_the_device_ends_its_codes() -> None:
    framing = LineFraming()
    assert framing.take(b"NO END") + framing.take(b"") == []
    assert framing.take(b"") == ["NO END"]
    assert framing.take(b"WITH END\r") == ["WITH END"]
    assert framing.take(b"SLOW-") + framing.take(b"") + framing.take(b"") == []
    assert framing.take(b"7\r") == ["SLOW-7"]
    framing.take(b"BROKEN")
    assert [framing.take(b"") for _ in range(9)] == [[]] * 9
    assert framing.take(b"NEXT\r") == ["NEXT"]


def test_a_scale_that_falls_silent_has_no_value_any_more(bench: Bench) -> None:
    scale = FakeScale()
    bench.lab.change([Meter("Waage", scale.path, protocol=MeterProtocol.SICS)])
    until(lambda: bench.lab.state("Waage").health is Health.READY)
    assert bench.lab.measured("Waage") == Measured(Decimal("0.000"), "kg")
    bench.lab.stop()
    bench.lab.watch_camera("Waage", Health.READY)
    bench.clock.advance(timedelta(seconds=4))
    with pytest.raises(MeterSilent):
        bench.lab.measured("Waage")
    scale.close()


def test_devices_and_what_was_learned_of_them_are_kept(tmp_path: Path) -> None:
    clock, framing = MovableClock(NOON), WedgeFramer()
    lab = DeviceLab(tmp_path, clock, framing)
    german = compare([written(line, Keyboard.US, Keyboard.DE) for line in CARD]).layout
    wanted: list[Device] = [
        Wedge("Pult", layout=german),
        Camera("Decke", "2", exposure=-6, torch=True),
        Meter("Waage", "usb:0403:6001:A9", protocol=MeterProtocol.LINES, pattern=r"\d+", unit="km"),
    ]
    lab.change(wanted)
    assert lab.camera.name == "Decke"
    for number, sign in enumerate(written("RB-000214-E", Keyboard.US, Keyboard.DE) + "\n"):
        scan = framing.feed(sign, number * 12)
    assert (scan, framing.device) == ("RB-000214-E", "Pult")
    lab.stop()
    again = DeviceLab(tmp_path, clock, WedgeFramer())
    assert again.devices == (Wedge("Pult", layout=german, pace_ms=12), *wanted[1:])
    assert again.pace_ms("Pult") == 12
    with pytest.raises(DeviceNameTaken):
        again.change([*again.devices, SerialScanner("pult", "COM1")])
    (tmp_path / "devices.json").write_text('[{"kind": "unheard of"}]')
    assert DeviceLab(tmp_path, clock, WedgeFramer()).devices == ()


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    lab = DeviceLab(tmp_path / "file", MovableClock(NOON), WedgeFramer())
    with pytest.raises(DeviceFileUnusable):
        lab.change([Wedge("Pult")])
    assert lab.devices == ()


def test_what_was_scanned_last_is_seen_and_hostile_texts_do_no_harm(tmp_path: Path) -> None:
    place = Workplace(tmp_path, MovableClock(NOON))
    assert place.lab.state("wedge").health is Health.WAITING
    place.lab.note(Scan("A\x1b[2J" + "x" * 200, None, NOON, "wedge"))
    state = place.lab.state("wedge")
    assert (state.health, state.at) == (Health.READY, NOON)
    assert state.last.startswith("A�[2Jx")
    assert len(state.last) <= 65
    assert place.lab.state("Decke").health is Health.WAITING


def test_a_port_that_is_not_there_says_so_at_once(bench: Bench) -> None:
    bench.lab.change([SerialScanner("Tisch", "/dev/none"), SerialScanner("Ring", "usb:0000:0000:none")])
    until(lambda: all(bench.lab.state(name).health is Health.LOST for name in ("Tisch", "Ring")))
    assert isinstance(bench.lab.ports(), list)
