"""A person wants to know now what became of a payment: the worker asks the provider."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.ids import CustomerId, InvoiceId
from domain.payments.attempt import ASKED, AttemptStep, IllegalAttemptTransition
from domain.payments.provider import AttemptId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class LookUpPayment(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    attempt_id: AttemptId


@dataclass(frozen=True, slots=True)
class LookUpAsked(Event):
    attempt_id: AttemptId
    invoice_id: InvoiceId
    customer_id: CustomerId

    def touched(self) -> Iterable[str]:
        return ("payments",)


def look_up_payment(command: LookUpPayment, unit: Unit, _clock: Clock) -> LookUpAsked:
    """Raises UnknownAttempt, IllegalAttemptTransition: nobody was asked for it, or all is said."""
    attempt = unit.payments.attempt(command.attempt_id)
    if attempt.status not in ASKED:
        raise IllegalAttemptTransition(status=attempt.status, step=AttemptStep.LOSE)
    return LookUpAsked(attempt.id, attempt.invoice_id, attempt.customer_id)
