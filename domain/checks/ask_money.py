"""Yellow is let go for money ahead: a deposit that comes back, or the first bills paid before."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.billing.settlement import AmountNotPositive
from domain.checks.book import StepTaken
from domain.checks.model import MoneyFor, Step, after, said_why
from domain.checks.stepping import CheckStepped, stepped
from domain.clock import Clock
from domain.ids import OrderId
from domain.money import Money
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AskMoney(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.POS}
    has_consequences: ClassVar[bool] = True

    order_id: OrderId
    amount: Money
    asked_for: MoneyFor
    why: str


def ask_money(command: AskMoney, unit: Unit, _clock: Clock) -> CheckStepped:
    """The customer hears. Raises UnknownCheck, IllegalCheckTransition, AmountNotPositive, CheckReasonMissing."""
    check = unit.checks.get(command.order_id)
    after(check.stage, Step.ASK_MONEY)
    if command.amount.minor <= 0:
        raise AmountNotPositive(amount=command.amount)
    taken = StepTaken(
        Step.ASK_MONEY,
        unit.today(),
        said_why(command.why),
        amount=command.amount,
        asked_for=command.asked_for,
    )
    now = unit.checks.take(check, taken)
    return stepped(check, now)
