"""Attempts are written down as handed over, before the wire is touched: what happens then is never forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.payments.attempt import Attempt, AttemptStatus, AttemptStep, StepTaken
from domain.payments.provider import AttemptId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SubmitPayments(Command):
    """Those of one provider, some hundred at a time."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    attempt_ids: tuple[AttemptId, ...]


@dataclass(frozen=True, slots=True)
class PaymentsSubmitted(Event):
    """`attempt_ids`: those to be handed over now, all others not. `withdrawn`: less is open than they ask for, or their
    method has ended; what is left is planned anew."""

    attempt_ids: tuple[AttemptId, ...]
    withdrawn: tuple[AttemptId, ...] = ()

    def touched(self) -> Iterable[str]:
        return ("payments",) if self.attempt_ids or self.withdrawn else ()


def submit_payments(command: SubmitPayments, unit: Unit, clock: Clock) -> PaymentsSubmitted:
    """One that is handed over, withdrawn or blocked meanwhile stays as it is."""
    now, today = clock.now(), unit.today()
    known = [each for each in unit.payments.attempts(command.attempt_ids) if each.status is AttemptStatus.PLANNED]
    blocked = unit.payments.blocked(known)
    free = [each for each in known if each.id not in blocked]
    items = {each.invoice_id: each.open for each in unit.payments.open_items([each.invoice_id for each in free])}
    choices = unit.payments.choices({each.customer_id for each in free})
    going: list[tuple[Attempt, StepTaken]] = []
    gone: list[tuple[Attempt, StepTaken]] = []
    for attempt in free:
        left = items.get(attempt.invoice_id)
        method = choices[attempt.customer_id].methods.get(attempt.method_id)
        if left is None or left < attempt.amount or method is None or not method.is_usable(today):
            gone.append((attempt, StepTaken(AttemptStep.WITHDRAW, today)))
        else:
            going.append((attempt, StepTaken(AttemptStep.SUBMIT, today, told_at=now, amount=attempt.amount)))
    unit.payments.take([*going, *gone])
    return PaymentsSubmitted(tuple(each.id for each, _ in going), tuple(each.id for each, _ in gone))
