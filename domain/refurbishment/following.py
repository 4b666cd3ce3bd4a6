"""What follows from a repair's facts, as the worker draws it."""

from collections.abc import Callable
from datetime import date

from domain.application import Command, Event
from domain.contracts.follow_goods import FollowGoods
from domain.inspections.fill_inspection import InspectionFilled
from domain.maintenance.ask_maintenance import AskMaintenance, MaintenanceAsked
from domain.maintenance.note_maintenance import MaintenanceNoted
from domain.maintenance.tell_maintenance import TellMaintenance
from domain.refurbishment.call_off_repair import CallOffRepair
from domain.refurbishment.finding import Found
from domain.refurbishment.moving import RepairMoved
from domain.refurbishment.report_problem import ReportProblem
from domain.refurbishment.tell_repair import TellRepair

Run = Callable[[str, Command], Event]


def follow_repair(command: Command, event: Event, day: date, run: Run) -> bool:
    """Whether the fact was one of a repair order, or of what may open one: maintenance and inspections."""
    if isinstance(event, InspectionFilled | MaintenanceNoted):
        _found(event.repair, run)
        return True
    if isinstance(command, AskMaintenance) and isinstance(event, MaintenanceAsked):
        told = (event.title, command.visit, command.on, event.number)
        run("tell", TellMaintenance(event.contract_id, event.asset_id, *told))
        return True
    if not isinstance(event, RepairMoved):
        return False
    if isinstance(command, ReportProblem) and event.contract_id is not None:
        run("tell", TellRepair(event.repair_id))
    elif isinstance(command, CallOffRepair) and event.contract_id is not None:
        run("goods", FollowGoods(event.contract_id, day))
    return True


def _found(found: Found | None, run: Run) -> None:
    """A customer who has the thing hears of a new order."""
    if found is not None and found.is_new and found.contract_id is not None:
        run("tell", TellRepair(found.repair_id))
