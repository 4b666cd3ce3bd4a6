"""No contract with this customer for this order: it is cancelled, what was picked goes back, and the customer hears."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.checks.book import StepTaken
from domain.checks.model import Step, said_why
from domain.checks.money_back import ask_money_back
from domain.checks.stepping import CheckStepped, stepped
from domain.clock import Clock
from domain.ids import OrderId
from domain.orders.calling_off import call_off_order
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class RefuseOrder(Command):
    """`why` is ours; the customer is told that we do not deliver, and how to have it looked at by a person."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    order_id: OrderId
    why: str


def refuse_order(command: RefuseOrder, unit: Unit, clock: Clock) -> CheckStepped:
    """Money that came in ahead is asked back as a refund; until it is sent it stands to the customer's credit.

    Raises UnknownCheck, IllegalCheckTransition, CheckReasonMissing.
    """
    check = unit.checks.get(command.order_id)
    now = unit.checks.take(check, StepTaken(Step.REFUSE, unit.today(), said_why(command.why)))
    call_off_order(check.order_id, unit.contracts.get(check.contract_id), unit, clock)
    ask_money_back(check, unit)
    return stepped(check, now)
