"""Nothing comes of a count; the books stay as they are."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.clock import Clock
from domain.counts.model import CountId, CountStep
from domain.counts.moved import CountMoved
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class DropCount(Command):
    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    count_id: CountId


def drop_count(command: DropCount, unit: Unit, _clock: Clock) -> CountMoved:
    """Raises UnknownCount, IllegalCountStep."""
    count = unit.counts.get(command.count_id)
    stage = count.after(CountStep.DROP)
    unit.counts.step(count, CountStep.DROP)
    return CountMoved(count.id, count.number, stage)
