"""What the worker does after a step of a loss, a find, and a customer's case."""

from collections.abc import Callable
from datetime import date, datetime

from domain.application import Command, Event
from domain.billing.bill_contract import BillContract
from domain.contracts.follow_ending import FollowEnding
from domain.losses.cases import CaseKind
from domain.losses.decide_found import DecideFound
from domain.losses.find_lost import LostFound
from domain.losses.follow_found import FollowFound, FoundFollowed
from domain.losses.moved import LossMoved
from domain.losses.open_case import OpenCase
from domain.losses.opened_case import CaseMoved
from domain.losses.stages import Stage
from domain.losses.tell_death import TellDeath
from domain.losses.tell_loss import TellLoss
from domain.losses.waive_loss import LossWaived

Run = Callable[[str, Command], Event]
"""Runs one consequence; the text tells it apart from the others of the same fact."""


def follow_loss(command: Command, event: Event, day: date, at: datetime | None, run: Run) -> bool:
    """Whether the fact is about a loss, a find or a case."""
    if isinstance(event, LossMoved):
        if event.changes_bill and event.contract_id is not None:
            run("loss_bill", BillContract(event.contract_id, day))
        gave_back = isinstance(command, DecideFound) and command.gives_back
        was_told = gave_back or (isinstance(event, LossWaived) and event.was_told)
        run("loss_letter", TellLoss(event.loss_id, event.stage, was_told))
    elif isinstance(event, LostFound):
        found = run("found", FollowFound(event.asset_id))
        if isinstance(found, FoundFollowed) and found.loss_id is not None and found.stage is Stage.RETURNED:
            run("found_letter", TellLoss(found.loss_id, Stage.RETURNED))
    elif isinstance(event, CaseMoved):
        for contract_id in event.ended:
            run(f"ending {contract_id}", FollowEnding(contract_id, day, at))
            run(f"ended_bill {contract_id}", BillContract(contract_id, day))
        if isinstance(command, OpenCase) and command.case_kind is CaseKind.DEATH and not command.ends:
            run("death_letter", TellDeath(event.case_id))
    else:
        return False
    return True
