"""Something is wrong with a thing: a customer says so, or somebody finds it. A repair order begins."""

from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.assets.status import OUT, Kind, Status
from domain.clock import Clock
from domain.ids import AssetId
from domain.ports import Unit
from domain.refurbishment.moving import RepairMoved, moved
from domain.refurbishment.repairs import (
    NothingToRepair,
    Origin,
    Repair,
    RepairId,
    RepairOpen,
    RepairStep,
    checked_words,
)

_REPAIRABLE: Final = OUT | {Status.IN_STOCK, Status.RECEIVED, Status.TO_REPAIR, Status.IN_REPAIR}


@dataclass(frozen=True, slots=True)
class ReportProblem(Command):
    """`repair_id` is made where the report is taken. `problem` is about the thing alone: it stays in
    its history, so no names."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | FLOOR | {Seat.PORTAL}
    has_consequences: ClassVar[bool] = True

    repair_id: RepairId
    asset_id: AssetId
    problem: str
    origin: Origin = Origin.CUSTOMER


def report_problem(command: ReportProblem, unit: Unit, clock: Clock) -> RepairMoved:
    """What lies in stock is not promised any more: it goes to the workshop.

    Raises:
        ProblemMissing: nothing is said.
        RepairOpen: this thing has an open order.
        NothingToRepair: it is sold, lost, retired or packed for a customer.
    """
    words = checked_words(command.problem)
    asset = unit.assets.get(command.asset_id)
    if asset.state.status not in _REPAIRABLE:
        raise NothingToRepair(asset=asset.code, status=asset.state.status)
    known = unit.repairs.open_for(asset.id)
    if known is not None:
        raise RepairOpen(asset=asset.code, number=known.number)
    holding = unit.assignments.holding(asset.id) if asset.state.status in OUT else None
    repair = Repair(
        command.repair_id,
        unit.numbers.next_code("RP"),
        asset.id,
        command.origin,
        words,
        unit.today(),
        None if holding is None else holding.contract_id,
        None if holding is None else holding.contract_line_id,
    )
    if asset.state.status in (Status.IN_STOCK, Status.RECEIVED):
        unit.assets.append(*asset.record(Kind.SENT_TO_REPAIR, unit.context, clock.now(), {"repair": repair.number}))
        unit.refurbishments.queue(asset.id)
    elif asset.state.status is Status.IN_REPAIR:
        repair = repair.stepped(RepairStep.START)
    unit.repairs.add(repair)
    return moved(repair)
