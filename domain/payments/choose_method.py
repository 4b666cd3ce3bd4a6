"""Which of a customer's methods pays for a contract, or for all without a choice of their own."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.ids import ContractId, CustomerId
from domain.payments.attempt import MethodId
from domain.payments.keep_method import MethodKept
from domain.payments.methods import MethodEnded, MethodOfAnother, check_recurring
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ChooseMethod(Command):
    """`contract_id` None: all contracts of the customer without a choice of their own."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WORKER}

    customer_id: CustomerId
    method_id: MethodId
    contract_id: ContractId | None = None


def choose_method(command: ChooseMethod, unit: Unit, _clock: Clock) -> MethodKept:
    """Raises UnknownMethod, MethodOfAnother, MethodEnded, MethodNotCharged."""
    method = unit.payments.method(command.method_id)
    if method.customer_id != command.customer_id:
        raise MethodOfAnother(shown=method.shown)
    if not method.is_usable(unit.today()):
        raise MethodEnded(shown=method.shown)
    check_recurring(method.kind, method.provider)
    unit.payments.choose(command.customer_id, command.contract_id, method.id)
    return MethodKept(method.id, method.customer_id)
