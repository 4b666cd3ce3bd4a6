"""What is checked at a thing of a category before it goes out again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ChecklistPoint:
    """One point, under a code that stays when its wording changes."""

    code: str
    text_de: str
    text_en: str


@dataclass(frozen=True, slots=True)
class SetChecklist(Command):
    """Replaces the list of a category."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    category: str
    points: tuple[ChecklistPoint, ...]


@dataclass(frozen=True, slots=True)
class ChecklistSet(Event):
    category: str

    def touched(self) -> Iterable[str]:
        return ("catalog",)


def set_checklist(command: SetChecklist, unit: Unit, _clock: Clock) -> ChecklistSet:
    """Checks done earlier keep their codes."""
    unit.catalog.set_checklist(command.category, command.points)
    return ChecklistSet(command.category)
