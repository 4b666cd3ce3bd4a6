"""The repair waits: parts are ordered."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.refurbishment.moving import RepairMoved, check_expected, moved
from domain.refurbishment.repairs import RepairId, RepairStep, checked_words


@dataclass(frozen=True, slots=True)
class AwaitParts(Command):
    """`parts`: what is awaited, and from whom. `expected_on` None: nobody knows."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | FLOOR
    has_consequences: ClassVar[bool] = True

    repair_id: RepairId
    parts: str
    expected_on: date | None = None


def await_parts(command: AwaitParts, unit: Unit, _clock: Clock) -> RepairMoved:
    """Work on the bench rests. Raises UnknownRepair, ProblemMissing, ExpectedInThePast, IllegalRepairStep."""
    words = checked_words(command.parts)
    check_expected(command.expected_on, unit)
    repair = unit.repairs.get(command.repair_id)
    repair = repair.stepped(RepairStep.AWAIT_PARTS, {"parts": words}, command.expected_on)
    unit.repairs.save(repair)
    return moved(repair)
