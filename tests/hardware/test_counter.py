"""What stands beside a till is kept at the workplace; the training device counts, seals, and says what it is."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from domain.clock import MovableClock
from domain.ids import StoreId
from domain.money import Money
from domain.till.devices import DeviceSetup, DeviceSetupWrong, PrinterKind, TerminalKind
from domain.till.model import ReceiptLine, ReceiptLineKind, Tendered, Till, TillId, Way
from domain.till.sealing import sealed
from domain.till.signing import Device, SigningUnavailable
from hardware.counter import StationDevices
from hardware.receipts.escpos import EscposPrinter
from hardware.signing.training import TrainingDevice
from hardware.terminals.simulator import TrainingTerminal
from hardware.terminals.zvt.terminal import ZvtTerminal

LINES = [ReceiptLine("Schloss", Decimal(1), Money(49_90), Decimal(19), ReceiptLineKind.GOODS)]
PAID = [Tendered(Way.CASH, Money(49_90))]
TILL = Till(TillId(UUID(int=1)), StoreId(UUID(int=2)), "K1", "Tresen", is_cash_on=True, signing=Device.TRAINING)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 11, 23, 11, 5, 0, 123, tzinfo=UTC))


def test_a_training_device_counts_on_where_it_was(tmp_path: Path, clock: MovableClock) -> None:
    first = sealed(TrainingDevice(tmp_path, clock), TILL, LINES, PAID)
    clock.advance(timedelta(seconds=3))
    again = TrainingDevice(tmp_path, clock)
    second = sealed(again, TILL, LINES, PAID)
    assert first is not None
    assert second is not None
    assert (first.transaction, first.counter, second.transaction, second.counter) == (1, 2, 2, 4)
    assert first.serial == second.serial
    assert first.value != second.value
    assert first.process == "Beleg^49.90_0.00_0.00_0.00_0.00^49.90:Bar"
    assert first.is_training
    assert [row["step"] for row in again.log()] == ["start", "finish"] * 2
    assert again.is_whole()


def test_what_was_changed_in_its_log_is_seen(tmp_path: Path, clock: MovableClock) -> None:
    device = TrainingDevice(tmp_path, clock)
    for _ in range(3):
        sealed(device, TILL, LINES, PAID)
    log = tmp_path / "log.jsonl"
    whole = log.read_text()
    log.write_text(whole.replace("49.90:Bar", "9.90:Bar", 1))
    assert not device.is_whole()
    log.write_text("\n".join(whole.splitlines()[:2] + whole.splitlines()[3:]) + "\n")
    assert not device.is_whole()


def test_without_the_device_the_sale_goes_on(tmp_path: Path, clock: MovableClock) -> None:
    (tmp_path / "log.jsonl").write_text("not a line of ours\n")
    with pytest.raises(SigningUnavailable):
        TrainingDevice(tmp_path, clock).start()
    for device in (None, TrainingDevice(tmp_path, clock)):
        signature = sealed(device, TILL, LINES, PAID)
        assert signature is not None
        assert signature.is_away
    assert sealed(None, replace(TILL, signing=None), LINES, PAID) is None


def test_devices_are_kept_at_the_workplace(tmp_path: Path, clock: MovableClock) -> None:
    devices = StationDevices(tmp_path / "new", clock)
    assert (devices.terminal, devices.printer, devices.signing(None)) == (None, None, None)
    devices.change(DeviceSetup("K1", TerminalKind.TRAINING, printer=PrinterKind.DEVICE, printer_path="/dev/usb/lp0"))
    assert isinstance(devices.terminal, TrainingTerminal)
    assert devices.terminal is devices.terminal
    assert isinstance(devices.printer, EscposPrinter)
    again = StationDevices(tmp_path / "new", clock)
    assert again.setup.till == "K1"
    assert isinstance(again.signing(Device.TRAINING), TrainingDevice)
    again.change(replace(again.setup, terminal=TerminalKind.ZVT, terminal_host="10.0.0.7"))
    assert isinstance(again.terminal, ZvtTerminal)
    (tmp_path / "new" / "till.json").write_text(json.dumps({"terminal": "unheard of"}))
    assert StationDevices(tmp_path / "new", clock).setup == DeviceSetup()


@pytest.mark.parametrize(
    "wrong",
    [
        DeviceSetup(terminal=TerminalKind.ZVT),
        DeviceSetup(terminal=TerminalKind.ZVT, terminal_host="10.0.0.7", terminal_port=0),
        DeviceSetup(terminal=TerminalKind.ZVT, terminal_host="10.0.0.7", terminal_password="12"),
        DeviceSetup(terminal=TerminalKind.ZVT, terminal_host="a b"),
        DeviceSetup(printer=PrinterKind.NETWORK),
        DeviceSetup(printer=PrinterKind.DEVICE, printer_path="lp0"),
    ],
)
def test_half_a_setup_is_none(tmp_path: Path, clock: MovableClock, wrong: DeviceSetup) -> None:
    with pytest.raises(DeviceSetupWrong):
        StationDevices(tmp_path, clock).change(wrong)
