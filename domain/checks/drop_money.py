"""The money that was asked for ahead is not waited for any longer: a person decides in another way."""

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
class DropMoney(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    order_id: OrderId
    why: str


def drop_money(command: DropMoney, unit: Unit, _clock: Clock) -> CheckStepped:
    """What came in stays to the customer's credit. Raises UnknownCheck, IllegalCheckTransition, CheckReasonMissing."""
    check = unit.checks.get(command.order_id)
    now = unit.checks.take(check, StepTaken(Step.DROP_MONEY, unit.today(), said_why(command.why)))
    return stepped(check, now)
