"""A customer is asked to leave a payment method, by a link that counts for some days."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import ContractId, CustomerId
from domain.ports import Unit


class NobodyCollects(RuleViolation):
    """The owner has not chosen who collects money for this house."""

    code = "nobody_collects"


@dataclass(frozen=True, slots=True)
class AskMethod(Command):
    """`contract_id` None: for all contracts without a choice of their own."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.PORTAL}
    has_consequences: ClassVar[bool] = True

    customer_id: CustomerId
    contract_id: ContractId | None = None


@dataclass(frozen=True, slots=True)
class MethodAsked(Event):
    customer_id: CustomerId
    contract_id: ContractId | None

    def touched(self) -> Iterable[str]:
        return (f"customer:{self.customer_id}",)


def ask_method(command: AskMethod, unit: Unit, _clock: Clock) -> MethodAsked:
    """Raises UnknownCustomer, NobodyCollects."""
    unit.customers.get(command.customer_id)
    if not unit.settings.payments().value.collectors:
        raise NobodyCollects
    return MethodAsked(command.customer_id, command.contract_id)
