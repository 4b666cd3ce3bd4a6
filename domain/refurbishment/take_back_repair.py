"""The thing is back from the workshop or the supplier; it is looked at on our own bench before it goes out."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.assets.model import Asset
from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.ports import Unit
from domain.refurbishment.moving import RepairMoved, moved
from domain.refurbishment.repairs import RepairId, RepairStep


@dataclass(frozen=True, slots=True)
class TakeBackRepair(Command):
    """`is_repaired` False: they refused, or could not. `note`: what they did."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | FLOOR
    has_consequences: ClassVar[bool] = True

    repair_id: RepairId
    is_repaired: bool = True
    note: str = ""


def take_back_repair(command: TakeBackRepair, unit: Unit, clock: Clock) -> RepairMoved:
    """Raises UnknownRepair, IllegalRepairStep."""
    facts: dict[str, str | int] = {"repaired": int(command.is_repaired), "note": command.note.strip()[:300]}
    repair = unit.repairs.get(command.repair_id).stepped(RepairStep.COME_BACK, facts)
    back_on_the_bench(unit.assets.get(repair.asset_id), unit, clock)
    unit.repairs.save(repair)
    return moved(repair)


def back_on_the_bench(asset: Asset, unit: Unit, clock: Clock) -> Asset:
    """What was with the supplier is received again and in work; everything else is as it was."""
    if asset.state.status is not Status.SENT_TO_SUPPLIER:
        return asset
    for kind in (Kind.FOUND, Kind.SENT_TO_REPAIR, Kind.REPAIR_STARTED):
        asset, event = asset.record(kind, unit.context, clock.now())
        unit.assets.append(asset, event)
    return asset
