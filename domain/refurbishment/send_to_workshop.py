"""Somebody else repairs the thing for us."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.refurbishment.moving import RepairMoved, check_expected, in_work, moved
from domain.refurbishment.repairs import RepairId, RepairStage, RepairStep, checked_words


@dataclass(frozen=True, slots=True)
class SendToWorkshop(Command):
    """Again for a thing that is there: another day. What they ask for is booked when their invoice comes."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | FLOOR
    has_consequences: ClassVar[bool] = True

    repair_id: RepairId
    workshop: str
    expected_on: date | None = None


def send_to_workshop(command: SendToWorkshop, unit: Unit, clock: Clock) -> RepairMoved:
    """Raises UnknownRepair, ProblemMissing, ExpectedInThePast, NotInHouse, IllegalRepairStep."""
    words = checked_words(command.workshop)
    check_expected(command.expected_on, unit)
    known = unit.repairs.get(command.repair_id)
    repair = known.stepped(RepairStep.SEND_TO_WORKSHOP, {"supplier": words}, command.expected_on)
    if known.stage is not RepairStage.AT_WORKSHOP:
        in_work(known, unit, clock)
    unit.repairs.save(repair)
    return moved(repair)
