"""The partner sends money, or the customer pays after all: booked to the case, in the house's order of setting off."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.billing.settlement import PaidBy
from domain.clock import Clock
from domain.collection.model import CollectionId, Step, StepTaken, after
from domain.collection.propose_collection import CollectionMoved
from domain.dunning.take_payment import Receipt, received
from domain.money import Money
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class TakeCasePayment(Command):
    """`open_seen`: what was open of the case when the person looked."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    case_id: CollectionId
    amount: Money
    open_seen: Money
    paid_on: date
    by: PaidBy = PaidBy.TRANSFER
    reference: str = field(default="", metadata=PERSONAL)


def take_case_payment(command: TakeCasePayment, unit: Unit, clock: Clock) -> CollectionMoved:
    """Raises UnknownCollection, IllegalCollectionStep, and what `received` does."""
    case = unit.collection.get(command.case_id)
    after(case.stage, Step.PAY_PART)
    receipt = Receipt(case.customer_id, command.amount, command.open_seen, command.paid_on, command.by)
    taken = received(receipt, command.reference or case.number, unit, only=frozenset(case.invoice_ids))
    step = Step.PAY_PART if taken.open else Step.PAY_ALL
    unit.collection.take(case, StepTaken(step, command.paid_on, amount=command.amount))
    if step is Step.PAY_ALL:
        for task in unit.tasks.waiting(TaskKind.THINGS_TO_RECOVER, case.number):
            unit.tasks.clear(task.id, clock.now())
    return CollectionMoved(case.id, case.number, case.customer_id, after(case.stage, step))
