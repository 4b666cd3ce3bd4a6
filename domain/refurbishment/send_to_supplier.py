"""The maker has to put it right: the thing goes back under warranty."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.assets.status import Kind
from domain.clock import Clock
from domain.ports import Unit
from domain.refurbishment.moving import RepairMoved, check_expected, in_work, moved
from domain.refurbishment.repairs import RepairId, RepairStep, checked_words


@dataclass(frozen=True, slots=True)
class SendToSupplier(Command):
    """`reference`: the supplier's number of the case, "" for none."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | FLOOR
    has_consequences: ClassVar[bool] = True

    repair_id: RepairId
    supplier: str
    reference: str = ""
    expected_on: date | None = None


def send_to_supplier(command: SendToSupplier, unit: Unit, clock: Clock) -> RepairMoved:
    """Raises UnknownRepair, ProblemMissing, ExpectedInThePast, NotInHouse, IllegalRepairStep."""
    words = checked_words(command.supplier)
    check_expected(command.expected_on, unit)
    known = unit.repairs.get(command.repair_id)
    facts = {"supplier": words, "reference": command.reference.strip()[:100]}
    repair = known.stepped(RepairStep.SEND_TO_SUPPLIER, facts, command.expected_on)
    asset = in_work(known, unit, clock)
    unit.assets.append(*asset.record(Kind.SENT_TO_SUPPLIER, unit.context, clock.now(), {"repair": repair.number}))
    unit.repairs.save(repair)
    return moved(repair)
