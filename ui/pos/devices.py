"""What stands beside a till."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from domain.till.devices import DeviceFileUnusable, DeviceSetup

if TYPE_CHECKING:
    from domain.till.signing import Device, SigningDevice
    from domain.till.slip import SlipPrinter
    from domain.till.terminal import CardTerminal


class CounterDevices(Protocol):
    """Cheap to ask for; what it gives is worked on another thread than the GUI's."""

    @property
    def terminal(self) -> "CardTerminal | None":
        """None: cards are not taken here."""
        ...

    @property
    def printer(self) -> "SlipPrinter | None":
        """None: receipts are drawn as a page."""
        ...

    def signing(self, device: "Device | None") -> "SigningDevice | None":
        """None: the till needs none, or it is away."""
        ...

    @property
    def setup(self) -> DeviceSetup:
        """As it is kept at this workplace."""
        ...

    def change(self, setup: DeviceSetup) -> None:
        """Raises DeviceSetupWrong, DeviceFileUnusable."""
        ...


@dataclass(frozen=True, slots=True)
class NoDevices:
    """A counter without any."""

    terminal: "CardTerminal | None" = None
    printer: "SlipPrinter | None" = None

    def signing(self, _device: "Device | None") -> "SigningDevice | None":
        return None

    @property
    def setup(self) -> DeviceSetup:
        return DeviceSetup()

    def change(self, _setup: DeviceSetup) -> None:
        raise DeviceFileUnusable(why="no devices here")
