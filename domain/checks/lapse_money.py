"""Money that was asked for ahead did not come in time: a person decides what becomes of the order. The worker's."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.checks.book import StepTaken
from domain.checks.model import Stage, Step
from domain.checks.stepping import CheckStepped, stepped
from domain.clock import Clock
from domain.ids import OrderId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class LapseMoney(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    order_id: OrderId


def lapse_money(command: LapseMoney, unit: Unit, _clock: Clock) -> CheckStepped:
    """What came in stays to the customer's credit. Told when it is paid meanwhile, nothing happens.

    Raises UnknownCheck.
    """
    check = unit.checks.get(command.order_id)
    if check.stage is not Stage.MONEY:
        return stepped(check, check)
    return stepped(check, unit.checks.take(check, StepTaken(Step.DROP_MONEY, unit.today())))
