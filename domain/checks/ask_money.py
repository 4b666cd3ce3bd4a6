"""Yellow is let go for money ahead: a deposit that comes back, or the first bills paid before."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.billing.settlement import AmountNotPositive
from domain.checks.book import StepTaken
from domain.checks.model import MoneyFor, Step, after, said_why
from domain.checks.stepping import CheckStepped, stepped
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import OrderId
from domain.money import Money
from domain.ports import Unit


class MoneyNotAskedHere(RuleViolation):
    """A till lets go what is yellow and nothing more: the office decides about this order."""

    code = "money_not_asked_here"


class AskedTooLittle(RuleViolation):
    """A till asks for no less than the owner's share of the value."""

    code = "asked_too_little"


@dataclass(frozen=True, slots=True)
class AskMoney(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.POS}
    has_consequences: ClassVar[bool] = True

    order_id: OrderId
    amount: Money
    asked_for: MoneyFor
    why: str


def ask_money(command: AskMoney, unit: Unit, _clock: Clock) -> CheckStepped:
    """The customer hears.

    Raises UnknownCheck, IllegalCheckTransition, AmountNotPositive, CheckReasonMissing; at a till MoneyNotAskedHere and
    AskedTooLittle.
    """
    check = unit.checks.get(command.order_id)
    after(check.stage, Step.ASK_MONEY)
    if command.amount.minor <= 0:
        raise AmountNotPositive(amount=command.amount)
    least = unit.checks.least_ahead(check.order_id)
    if least is None:
        raise MoneyNotAskedHere(number=check.number)
    if command.amount < least:
        raise AskedTooLittle(amount=command.amount, least=least)
    taken = StepTaken(
        Step.ASK_MONEY,
        unit.today(),
        said_why(command.why),
        amount=command.amount,
        asked_for=command.asked_for,
    )
    now = unit.checks.take(check, taken)
    return stepped(check, now)
