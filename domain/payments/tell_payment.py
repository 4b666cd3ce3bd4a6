"""The customer is written what became of a payment, or that one is announced."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.payments.attempt import AttemptStep
from domain.payments.provider import AttemptId
from domain.payments.telling import Told, announce, tell_answer
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TellPayment(Command):
    """`step` None: it is announced. `next_id`: the attempt that is planned instead."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    attempt_id: AttemptId
    step: AttemptStep | None = None
    on: date | None = None
    next_id: AttemptId | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class PaymentTold(Event):
    attempt_id: AttemptId


def tell_payment(command: TellPayment, unit: Unit, _clock: Clock) -> PaymentTold:
    """Raises UnknownAttempt."""
    attempt = unit.payments.attempt(command.attempt_id)
    number = unit.billing.settlements.document(attempt.invoice_id).number
    if command.step is None:
        announce(attempt, unit.payments.method(attempt.method_id), number, unit)
    else:
        following = None if command.next_id is None else unit.payments.attempt(command.next_id)
        day = command.on or unit.today()
        tell_answer(Told(attempt, command.step, day, following, command.link), number, unit)
    return PaymentTold(attempt.id)
