"""A second person has looked at the differences of a count and agrees to them."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.clock import Clock
from domain.counts.errors import CountUndecided, SameWhoCounted
from domain.counts.model import CountId, CountStep
from domain.counts.moved import CountMoved
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AgreeCount(Command):
    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    count_id: CountId


def agree_count(command: AgreeCount, unit: Unit, _clock: Clock) -> CountMoved:
    """The database asks the same. Raises UnknownCount, IllegalCountStep, CountUndecided, SameWhoCounted."""
    count = unit.counts.get(command.count_id)
    stage, lines = count.after(CountStep.AGREE), unit.counts.lines(count)
    open_lines = sum(line.is_open for line in lines)
    if open_lines:
        raise CountUndecided(count=open_lines)
    if unit.context.actor_id in unit.counts.hands(count):
        raise SameWhoCounted(count=count.number)
    unit.counts.step(count, CountStep.AGREE)
    return CountMoved(count.id, count.number, stage, sum(line.is_difference for line in lines))
