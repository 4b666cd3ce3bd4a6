"""The daily look for gaps: a number without a document becomes something that waits for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.billing.register import MissingNumbers, shown_number
from domain.clock import Clock
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class CheckNumbers(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WORKER}


@dataclass(frozen=True, slots=True)
class NumbersChecked(Event):
    """`missing` is empty when no number is missing in any series."""

    missing: tuple[MissingNumbers, ...]

    def touched(self) -> Iterable[str]:
        return ("tasks", "numbers") if self.missing else ()


def check_numbers(_command: CheckNumbers, unit: Unit, _clock: Clock) -> NumbersChecked:
    """Opens one task a gap, named by its first number; a gap that waits for a person already opens no second one."""
    missing = tuple(unit.billing.missing_numbers())
    for gap in missing:
        subject = shown_number(gap.series, gap.numbers[0])
        if not unit.tasks.is_open(TaskKind.NUMBER_GAP, subject):
            unit.tasks.open(TaskKind.NUMBER_GAP, subject, {"series": gap.series, "count": gap.count})
    return NumbersChecked(missing)
