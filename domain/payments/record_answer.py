"""What the provider answered, or what was found when it was looked up: written down with the money it means."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import CustomerId, InvoiceId
from domain.money import Money
from domain.payments.aftermath import draw
from domain.payments.attempt import Attempt, AttemptStatus, AttemptStep, StepTaken
from domain.payments.provider import Answer, AttemptId, ProviderName
from domain.payments.taking import Taken, take_answer
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class RecordAnswer(Command):
    """`answer` None: it was looked up, and the provider never heard of it. `at`: when it happened there (None: when it
    was handed over)."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})
    has_consequences: ClassVar[bool] = True

    attempt_id: AttemptId
    answer: Answer | None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AttemptMoved(Event):
    """`step` NOTE: nothing changed. `next_id`: the attempt that is planned instead. `waiting`: ids of the provider's
    events that were told about this attempt before we knew its id there. `on`: the day of the money. `link`: where
    the payer confirms. `fee`: what a bank or provider keeps."""

    attempt_id: AttemptId
    invoice_id: InvoiceId
    customer_id: CustomerId
    status: AttemptStatus
    step: AttemptStep
    next_id: AttemptId | None = None
    provider: ProviderName = ProviderName.TRAINING
    waiting: tuple[str, ...] = ()
    on: date | None = None
    link: str = ""
    fee: Money | None = None

    def touched(self) -> Iterable[str]:
        return ("payments", "invoices", f"customer:{self.customer_id}")


def record_answer(command: RecordAnswer, unit: Unit, clock: Clock) -> AttemptMoved:
    """Late and doubled answers change nothing. Raises UnknownAttempt."""
    attempt = unit.payments.attempt(command.attempt_id)
    if command.answer is None:
        return _never_arrived(attempt, unit)
    return answered(attempt, command.answer, command.at or attempt.submitted_at or clock.now(), unit, clock)


def answered(attempt: Attempt, answer: Answer, at: datetime, unit: Unit, clock: Clock) -> AttemptMoved:
    """Takes it and draws what follows at once."""
    taken = take_answer(attempt, answer, at, unit)
    is_new_ref = bool(taken.attempt.ref) and taken.attempt.ref != attempt.ref
    waiting = unit.payments.waiting_news(attempt.provider, taken.attempt.ref) if is_new_ref else ()
    return moved(taken, draw(taken, unit, clock), tuple(waiting))


def moved(taken: Taken, next_id: AttemptId | None, waiting: tuple[str, ...] = ()) -> AttemptMoved:
    attempt = taken.attempt
    about = (attempt.id, attempt.invoice_id, attempt.customer_id)
    told = (taken.taken.on, taken.taken.link, taken.taken.fee)
    return AttemptMoved(*about, attempt.status, taken.step, next_id, attempt.provider, waiting, *told)


def _never_arrived(attempt: Attempt, unit: Unit) -> AttemptMoved:
    """It is planned as before, under the same key."""
    if attempt.status not in (AttemptStatus.SUBMITTED, AttemptStatus.UNKNOWN):
        return AttemptMoved(attempt.id, attempt.invoice_id, attempt.customer_id, attempt.status, AttemptStep.NOTE)
    taken = StepTaken(AttemptStep.NOT_ARRIVED, unit.today())
    unit.payments.take([(attempt, taken)])
    return moved(Taken(attempt.stepped(AttemptStep.NOT_ARRIVED), AttemptStep.NOT_ARRIVED, taken), None)
