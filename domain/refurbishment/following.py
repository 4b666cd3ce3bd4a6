"""What follows from a repair's facts, as the worker draws it."""

from collections.abc import Callable
from datetime import date

from domain.application import Command, Event
from domain.contracts.follow_goods import FollowGoods
from domain.refurbishment.call_off_repair import CallOffRepair
from domain.refurbishment.moving import RepairMoved
from domain.refurbishment.report_problem import ReportProblem
from domain.refurbishment.tell_repair import TellRepair

Run = Callable[[str, Command], Event]


def follow_repair(command: Command, event: Event, day: date, run: Run) -> bool:
    """Whether the fact was one of a repair order."""
    if not isinstance(event, RepairMoved):
        return False
    if isinstance(command, ReportProblem) and event.contract_id is not None:
        run("tell", TellRepair(event.repair_id))
    elif isinstance(command, CallOffRepair) and event.contract_id is not None:
        run("goods", FollowGoods(event.contract_id, day))
    return True
