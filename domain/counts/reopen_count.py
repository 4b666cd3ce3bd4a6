"""Something was forgotten: people scan again, and the next review is made anew."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.clock import Clock
from domain.counts.model import CountId, CountStep
from domain.counts.moved import CountMoved
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ReopenCount(Command):
    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    count_id: CountId


def reopen_count(command: ReopenCount, unit: Unit, _clock: Clock) -> CountMoved:
    """Raises UnknownCount, IllegalCountStep."""
    count = unit.counts.get(command.count_id)
    stage = count.after(CountStep.REOPEN)
    unit.counts.step(count, CountStep.REOPEN)
    return CountMoved(count.id, count.number, stage)
