"""The customer is asked to show a document to an identity service; the worker opens its session."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.checks.book import StepTaken
from domain.checks.model import Step
from domain.checks.stepping import CheckStepped, stepped
from domain.clock import Clock
from domain.ids import OrderId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AskIdentity(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.POS}
    has_consequences: ClassVar[bool] = True

    order_id: OrderId


def ask_identity(command: AskIdentity, unit: Unit, _clock: Clock) -> CheckStepped:
    """Raises UnknownCheck, IllegalCheckTransition."""
    check = unit.checks.get(command.order_id)
    unit.checks.call_outside(check.order_id)
    return stepped(check, unit.checks.take(check, StepTaken(Step.ASK_IDENTITY, unit.today())))
