"""A method is not charged any more: the customer revoked it, or has another one."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.payments.attempt import MethodId
from domain.payments.keep_method import MethodKept
from domain.payments.methods import EndReason, MethodEnded
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class EndMethod(Command):
    """What is planned by it is withdrawn when it is its turn; what is on its way stays there."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WORKER}

    method_id: MethodId
    reason: EndReason


def end_method(command: EndMethod, unit: Unit, _clock: Clock) -> MethodKept:
    """Raises UnknownMethod, MethodEnded."""
    method = unit.payments.method(command.method_id)
    if method.ended is not None:
        raise MethodEnded(shown=method.shown)
    unit.payments.end_method(method.id, command.reason, unit.today())
    return MethodKept(method.id, method.customer_id)
