"""The customer hears of a step that a person gave or took."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import CustomerId
from domain.loyalty.standing import tell_step
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TellTier(Command):
    """`before`: what they had, "" for none."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    customer_id: CustomerId
    before: str


@dataclass(frozen=True, slots=True)
class TierTold(Event):
    customer_id: CustomerId

    def touched(self) -> Iterable[str]:
        return ()


def tell_tier(command: TellTier, unit: Unit, _clock: Clock) -> TierTold:
    """Promises the letter about the step they have now."""
    standing = unit.loyalty.standing(command.customer_id)
    tell_step(command.customer_id, command.before, None if standing is None else standing.tier, unit)
    return TierTold(command.customer_id)
