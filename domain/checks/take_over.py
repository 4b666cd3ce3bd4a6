"""A person does not wait any longer for whoever was asked: from now on a person decides."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.checks.book import StepTaken
from domain.checks.model import Step, said_why
from domain.checks.stepping import CheckStepped, stepped
from domain.clock import Clock
from domain.ids import OrderId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TakeOver(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    order_id: OrderId
    why: str


def take_over(command: TakeOver, unit: Unit, _clock: Clock) -> CheckStepped:
    """Raises UnknownCheck, IllegalCheckTransition, CheckReasonMissing."""
    check = unit.checks.get(command.order_id)
    now = unit.checks.take(check, StepTaken(Step.TAKE_OVER, unit.today(), said_why(command.why)))
    return stepped(check, now)
