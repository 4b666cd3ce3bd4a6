"""Letters go on: an objection is decided, a block is not needed any more."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.dunning.hold_dunning import DunningHeld
from domain.dunning.model import LONGEST_REASON, HoldId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class LiftHold(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    hold_id: HoldId
    reason: str = ""


def lift_hold(command: LiftHold, unit: Unit, _clock: Clock) -> DunningHeld:
    """Raises UnknownHold, HoldOver."""
    hold = unit.dunning.hold(command.hold_id)
    unit.dunning.lift(hold.id, unit.today(), command.reason.strip()[:LONGEST_REASON])
    return DunningHeld(hold.customer_id, hold.kind)
