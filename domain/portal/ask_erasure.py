"""A customer wants their data erased. What the books must keep stays; a person looks at the rest. Article 17 GDPR."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import CustomerId
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class AskErasure(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.PORTAL})

    customer_id: CustomerId


@dataclass(frozen=True, slots=True)
class ErasureAsked(Event):
    """`customer_number` is that of whoever asked."""

    customer_id: CustomerId
    customer_number: str

    def touched(self) -> Iterable[str]:
        return (f"customer:{self.customer_id}", "tasks")


def ask_erasure(command: AskErasure, unit: Unit, clock: Clock) -> ErasureAsked:
    """Opens a task, once while it is open, and confirms the receipt. Raises UnknownCustomer."""
    customer = unit.customers.get(command.customer_id)
    if not unit.tasks.is_open(TaskKind.ERASURE_ASKED, customer.number):
        facts = {"customer": str(customer.id), "day": unit.today().isoformat()}
        unit.tasks.open(TaskKind.ERASURE_ASKED, customer.number, facts)
        told = Told(LetterKind.ERASURE_RECEIVED, times={"received_at": clock.now()})
        unit.letters.tell(customer.id, told, unit.context.command_id)
    return ErasureAsked(customer.id, customer.number)
