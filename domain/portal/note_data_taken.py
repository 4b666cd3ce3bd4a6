"""A customer downloaded what is kept about them: noted, and told to the known address. Article 15 GDPR."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import CustomerId
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class NoteDataTaken(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.PORTAL})

    customer_id: CustomerId


@dataclass(frozen=True, slots=True)
class DataTaken(Event):
    customer_id: CustomerId

    def touched(self) -> Iterable[str]:
        return (f"customer:{self.customer_id}",)


def note_data_taken(command: NoteDataTaken, unit: Unit, clock: Clock) -> DataTaken:
    """The letter tells whoever did not do it that somebody else did. Raises UnknownCustomer."""
    customer = unit.customers.get(command.customer_id)
    told = Told(LetterKind.DATA_TAKEN, times={"taken_at": clock.now()})
    unit.letters.tell(customer.id, told, unit.context.command_id)
    return DataTaken(customer.id)
