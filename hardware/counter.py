"""What stands beside this workplace's till: read from a file of its data folder, opened when first used."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from domain.clock import Clock
from domain.till.devices import DeviceSetup, PrinterKind, TerminalKind
from domain.till.signing import Device
from hardware.kept import keep

if TYPE_CHECKING:
    from domain.till.signing import SigningDevice
    from domain.till.slip import SlipPrinter
    from domain.till.terminal import CardTerminal

_FILE: Final = "till.json"
_SIGNING: Final = "signing"


class StationDevices:
    """`ui.pos.devices.CounterDevices`. The terminal stays the same object while its setup does."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder, self._clock = folder, clock
        self._setup: DeviceSetup | None = None
        self._terminal: CardTerminal | None = None
        self._device: SigningDevice | None = None

    @property
    def setup(self) -> DeviceSetup:
        """What cannot be read counts as never set up."""
        if self._setup is None:
            self._setup = self._read()
        return self._setup

    def change(self, setup: DeviceSetup) -> None:
        """Raises DeviceSetupWrong, DeviceFileUnusable."""
        wanted = setup.checked()
        keep(self._folder / _FILE, asdict(wanted))
        self._setup, self._terminal = wanted, None

    @property
    def terminal(self) -> "CardTerminal | None":
        if self._terminal is None:
            self._terminal = _terminal(self.setup)
        return self._terminal

    @property
    def printer(self) -> "SlipPrinter | None":
        return _printer(self.setup)

    def signing(self, device: Device | None) -> "SigningDevice | None":
        """None: the till needs none."""
        if device is None:
            return None
        if self._device is None:
            from hardware.signing.training import TrainingDevice

            self._device = TrainingDevice(self._folder / _SIGNING, self._clock)
        return self._device

    def _read(self) -> DeviceSetup:
        try:
            kept = json.loads((self._folder / _FILE).read_text(encoding="utf-8"))
            terminal, printer = TerminalKind(kept.pop("terminal")), PrinterKind(kept.pop("printer"))
            return DeviceSetup(terminal=terminal, printer=printer, **kept).checked()
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return DeviceSetup()


def _terminal(setup: DeviceSetup) -> "CardTerminal | None":
    if setup.terminal is TerminalKind.TRAINING:
        from hardware.terminals.simulator import TrainingTerminal

        return TrainingTerminal()
    if setup.terminal is TerminalKind.ZVT:
        from hardware.terminals.zvt.terminal import ZvtTerminal

        return ZvtTerminal(setup.terminal_host, setup.terminal_port, setup.terminal_password)
    return None


def _printer(setup: DeviceSetup) -> "SlipPrinter | None":
    if setup.printer is PrinterKind.NONE:
        return None
    from hardware.receipts.escpos import EscposPrinter, over_network, to_device

    if setup.printer is PrinterKind.NETWORK:
        return EscposPrinter(over_network(setup.printer_host, setup.printer_port))
    return EscposPrinter(to_device(Path(setup.printer_path)))
