"""What stands beside a till."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

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


@dataclass(frozen=True, slots=True)
class NoDevices:
    """A counter without any."""

    terminal: "CardTerminal | None" = None
    printer: "SlipPrinter | None" = None

    def signing(self, _device: "Device | None") -> "SigningDevice | None":
        return None
