"""A method that a provider knows the customer by is kept, and pays from now on what it is chosen for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.clock import Clock
from domain.contracts.payment import PaymentMethod
from domain.ids import ContractId, CustomerId
from domain.payments.attempt import MethodId
from domain.payments.methods import Method, check_recurring
from domain.payments.provider import MethodToken, ProviderName
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class KeepMethod(Command):
    """`contract_id` None: pays for all contracts without a choice of their own. `token`, `payer`: the provider's."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WORKER}

    method_id: MethodId
    customer_id: CustomerId
    pays_by: PaymentMethod
    provider: ProviderName
    shown: str
    expires_on: date | None = None
    contract_id: ContractId | None = None
    token: str = field(default="", metadata=PERSONAL)
    payer: str = field(default="", metadata=PERSONAL)
    holder: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class MethodKept(Event):
    method_id: MethodId
    customer_id: CustomerId

    def touched(self) -> Iterable[str]:
        return ("payments", f"customer:{self.customer_id}")


def keep_method(command: KeepMethod, unit: Unit, _clock: Clock) -> MethodKept:
    """Raises UnknownCustomer, MethodNotCharged."""
    unit.customers.get(command.customer_id)
    check_recurring(command.pays_by, command.provider)
    method = Method(
        command.method_id, command.customer_id, command.pays_by, command.provider, command.shown, command.expires_on
    )
    unit.payments.keep_method(method, MethodToken(command.pays_by, command.token, command.payer, command.holder))
    unit.payments.choose(command.customer_id, command.contract_id, method.id)
    return MethodKept(method.id, command.customer_id)
