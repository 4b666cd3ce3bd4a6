"""A bureau is about to be asked: noted before, so that nobody asks (and pays) a second time when the answer is lost."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.checks.book import StepTaken
from domain.checks.model import Step
from domain.checks.stepping import CheckStepped, stepped
from domain.clock import Clock
from domain.ids import OrderId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AskBureau(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    order_id: OrderId


def ask_bureau(command: AskBureau, unit: Unit, _clock: Clock) -> CheckStepped:
    """Raises UnknownCheck, IllegalCheckTransition."""
    check = unit.checks.get(command.order_id)
    return stepped(check, unit.checks.take(check, StepTaken(Step.ASK_BUREAU, unit.today())))
