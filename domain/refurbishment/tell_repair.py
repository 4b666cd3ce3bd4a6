"""The customer hears that the problem was taken up. The worker's consequence of the report."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit
from domain.refurbishment.moving import RepairMoved, moved
from domain.refurbishment.repairs import RepairId


@dataclass(frozen=True, slots=True)
class TellRepair(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    repair_id: RepairId


def tell_repair(command: TellRepair, unit: Unit, _clock: Clock) -> RepairMoved:
    """Promises the letter where a customer has the thing. Raises UnknownRepair."""
    repair = unit.repairs.get(command.repair_id)
    if repair.contract_id is not None:
        thing = unit.catalog.variant(unit.assets.get(repair.asset_id).variant_id).title
        texts = {"repair": repair.number, "thing": thing}
        told = Told(LetterKind.PROBLEM_RECEIVED, {"on": repair.reported_on}, texts=texts)
        unit.letters.promise(repair.contract_id, told)
    return moved(repair)
