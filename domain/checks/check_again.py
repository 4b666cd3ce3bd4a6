"""An order is checked anew: something is known now that was not before, or whoever was asked is asked once more."""

from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import BESIDE, OFFICE, Command, Seat
from domain.checks.book import StepTaken
from domain.checks.model import Step
from domain.checks.stepping import CheckStepped, stepped
from domain.clock import Clock
from domain.ids import OrderId
from domain.ports import Unit
from domain.settings.business import iban_from


@dataclass(frozen=True, slots=True)
class CheckAgain(Command):
    """`iban`: the account that the customer wants to pay from, "" where none is known; it is kept beside."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.POS}
    has_consequences: ClassVar[bool] = True

    order_id: OrderId
    iban: str = field(default="", compare=False, repr=False, metadata=BESIDE)


def check_again(command: CheckAgain, unit: Unit, _clock: Clock) -> CheckStepped:
    """The worker looks next; a bureau is asked anew. Raises UnknownCheck, IllegalCheckTransition, IbanWrong."""
    check = unit.checks.get(command.order_id)
    if command.iban.strip():
        unit.checks.keep_account(check.order_id, iban_from(command.iban))
    return stepped(check, unit.checks.take(check, StepTaken(Step.CHECK_AGAIN, unit.today())))
