"""Nothing has to be repaired after all: it was solved on the phone, or was no defect."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.refurbishment.moving import RepairMoved, moved
from domain.refurbishment.repairs import RepairId, RepairStep, checked_words


@dataclass(frozen=True, slots=True)
class CallOffRepair(Command):
    """What was lent for it is asked back by that."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | FLOOR
    has_consequences: ClassVar[bool] = True

    repair_id: RepairId
    reason: str


def call_off_repair(command: CallOffRepair, unit: Unit, _clock: Clock) -> RepairMoved:
    """A thing that is in the workshop already stays in its queue. Raises UnknownRepair, ProblemMissing,
    IllegalRepairStep: work has begun."""
    words = checked_words(command.reason)
    repair = unit.repairs.get(command.repair_id).stepped(RepairStep.CALL_OFF, {"reason": words})
    unit.repairs.save(repair)
    return moved(repair)
