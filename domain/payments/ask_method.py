"""A customer is asked to leave a payment method, by a link that counts for some days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import ContractId, CustomerId
from domain.messages.contract_letter import LetterKind, Told
from domain.payments.telling import asked_link
from domain.ports import Unit


class NobodyCollects(RuleViolation):
    """The owner has not chosen who collects money for this house."""

    code = "nobody_collects"


@dataclass(frozen=True, slots=True)
class AskMethod(Command):
    """`contract_id` None: for all contracts without a choice of their own."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    customer_id: CustomerId
    contract_id: ContractId | None = None


@dataclass(frozen=True, slots=True)
class MethodAsked(Event):
    """`has_link` False: the house has no pages for customers, so the letter asks them to get in touch."""

    customer_id: CustomerId
    until: date
    has_link: bool

    def touched(self) -> Iterable[str]:
        return (f"customer:{self.customer_id}",)


def ask_method(command: AskMethod, unit: Unit, _clock: Clock) -> MethodAsked:
    """Raises UnknownCustomer, NobodyCollects."""
    unit.customers.get(command.customer_id)
    settings = unit.settings.payments().value
    if not settings.collectors:
        raise NobodyCollects
    link, until = asked_link(unit, (command.customer_id, command.contract_id), settings)
    told = Told(LetterKind.METHOD_WANTED, {"until": until}, texts={"link": link})
    unit.letters.tell(command.customer_id, told, command.customer_id)
    return MethodAsked(command.customer_id, until, bool(link))
