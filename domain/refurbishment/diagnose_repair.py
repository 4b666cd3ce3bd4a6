"""Somebody has looked: what is really wrong with the thing."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.refurbishment.moving import RepairMoved, moved
from domain.refurbishment.repairs import RepairId, RepairStep, checked_words


@dataclass(frozen=True, slots=True)
class DiagnoseRepair(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE | FLOOR

    repair_id: RepairId
    finding: str


def diagnose_repair(command: DiagnoseRepair, unit: Unit, _clock: Clock) -> RepairMoved:
    """Raises UnknownRepair, ProblemMissing, IllegalRepairStep."""
    words = checked_words(command.finding)
    repair = unit.repairs.get(command.repair_id)
    repair = repair.stepped(RepairStep.DIAGNOSE, {"finding": words}, repair.expected_on)
    unit.repairs.save(repair)
    return moved(repair)
