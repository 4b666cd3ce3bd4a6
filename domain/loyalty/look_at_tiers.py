"""The worker's daily look at steps: who has reached one gets it on the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import CustomerId
from domain.loyalty.standing import take_step, tell_step
from domain.loyalty.tier_discounts import paid_months
from domain.loyalty.tiers import TierMeasure, TierProgramme, earned
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class LookAtTiers(Command):
    """`day` is the legal day that has come; days that were missed are caught up."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    customer_ids: tuple[CustomerId, ...]
    day: date


@dataclass(frozen=True, slots=True)
class TiersSeen(Event):
    """`raised` are those who have another step now."""

    raised: tuple[CustomerId, ...]

    def touched(self) -> Iterable[str]:
        topics = [f"customer:{each}" for each in self.raised]
        return ("customers", "contracts", *topics) if topics else ()


def look_at_tiers(command: LookAtTiers, unit: Unit, _clock: Clock) -> TiersSeen:
    """Told twice, nothing more happens. Without a contract that runs nothing is reached."""
    programme = unit.loyalty.tiers().value
    return TiersSeen(tuple(each for each in command.customer_ids if _look(each, command.day, programme, unit)))


def _look(customer_id: CustomerId, day: date, programme: TierProgramme, unit: Unit) -> bool:
    contracts = [unit.contracts.get(each) for each in unit.loyalty.running_contracts(customer_id)]
    if not contracts:
        return False
    if programme.measure is TierMeasure.MONTHS:
        reached = max(paid_months(each, day) for each in contracts)
    else:
        reached = unit.loyalty.turnover(customer_id, programme.currency).minor
    tier = earned(programme, unit.loyalty.standing(customer_id), reached)
    if tier is None:
        return False
    taken = take_step(customer_id, tier, day, unit)
    tell_step(customer_id, taken.before, taken.standing.tier, unit)
    return True
