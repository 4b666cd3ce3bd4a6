"""The customer gets a label for the way back; its number leads to the parcel."""

from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import Command
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import ReturnId
from domain.ports import Unit
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.stages import Step

LONGEST: Final = 60


class TrackingWrong(InvalidInput):
    """A parcel number has at most 60 letters and digits, and no line breaks."""

    code = "return_tracking_wrong"


@dataclass(frozen=True, slots=True)
class SendReturnLabel(Command):
    """`tracking` "": the label has no number, or it is not known yet. Again: another label takes its place."""

    has_consequences: ClassVar[bool] = True

    return_id: ReturnId
    tracking: str = ""


def send_return_label(command: SendReturnLabel, unit: Unit, _clock: Clock) -> ReturnMoved:
    """Raises TrackingWrong, UnknownReturnCase, IllegalReturnStep."""
    tracking = checked_tracking(command.tracking)
    case = known(command.return_id, unit).stepped(Step.SEND_LABEL, {"tracking": tracking} if tracking else None)
    unit.returns.step(case)
    return moved(case)


def checked_tracking(text: str) -> str:
    """Without blanks at its ends. Raises TrackingWrong."""
    tracking = text.strip()
    if len(tracking) > LONGEST or not tracking.isprintable():
        raise TrackingWrong(longest=LONGEST)
    return tracking
