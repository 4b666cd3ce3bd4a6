"""A person looked at what the machine stopped, and sees it as yellow. Source: article 22 (3) GDPR."""

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
class LookAgain(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    order_id: OrderId
    why: str


def look_again(command: LookAgain, unit: Unit, _clock: Clock) -> CheckStepped:
    """From now on two people let it go. Raises UnknownCheck, IllegalCheckTransition, CheckReasonMissing."""
    check = unit.checks.get(command.order_id)
    now = unit.checks.take(check, StepTaken(Step.LOOK_AGAIN, unit.today(), said_why(command.why)))
    return stepped(check, now)
