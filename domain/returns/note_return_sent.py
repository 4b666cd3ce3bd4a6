"""Somebody knows that the things are on their way: the customer said so, or the carrier did."""

from dataclasses import dataclass

from domain.application import Command
from domain.clock import Clock
from domain.ids import ReturnId
from domain.ports import Unit
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.send_return_label import checked_tracking
from domain.returns.stages import Step


@dataclass(frozen=True, slots=True)
class NoteReturnSent(Command):
    return_id: ReturnId
    tracking: str = ""


def note_return_sent(command: NoteReturnSent, unit: Unit, _clock: Clock) -> ReturnMoved:
    """Raises TrackingWrong, UnknownReturnCase, IllegalReturnStep."""
    tracking = checked_tracking(command.tracking)
    case = known(command.return_id, unit).stepped(Step.SET_OUT, {"tracking": tracking} if tracking else None)
    unit.returns.step(case)
    return moved(case)
