"""A customer is written to leave a payment method, with a link that counts for some days."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import ContractId, CustomerId
from domain.messages.contract_letter import LetterKind, Told
from domain.payments.telling import asked_link
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TellMethod(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    customer_id: CustomerId
    contract_id: ContractId | None = None


@dataclass(frozen=True, slots=True)
class MethodTold(Event):
    """`has_link` False: the house has no pages for customers, so the letter asks them to get in touch."""

    customer_id: CustomerId
    until: date
    has_link: bool


def tell_method(command: TellMethod, unit: Unit, _clock: Clock) -> MethodTold:
    """The link stands in the letter alone; what is kept is its digest."""
    settings = unit.settings.payments().value
    link, until = asked_link(unit, (command.customer_id, command.contract_id), settings)
    told = Told(LetterKind.METHOD_WANTED, {"until": until}, texts={"link": link})
    unit.letters.tell(command.customer_id, told, command.customer_id)
    return MethodTold(command.customer_id, until, bool(link))
