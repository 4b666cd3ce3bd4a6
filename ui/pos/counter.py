"""What the screens of the counter work with beside the desk: tills, sales, whom it serves, and the devices there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from domain.till.slip import SlipPrinter
    from domain.till.terminal import CardTerminal


class CounterDevices(Protocol):
    """What stands beside this till. Cheap; what it gives is asked on another thread than the GUI's."""

    @property
    def terminal(self) -> "CardTerminal | None":
        """None: cards are not taken here."""
        ...

    @property
    def printer(self) -> "SlipPrinter | None":
        """None: receipts are drawn as a page."""
        ...


@dataclass(frozen=True, slots=True)
class NoDevices:
    """A counter without any."""

    terminal: "CardTerminal | None" = None
    printer: "SlipPrinter | None" = None
