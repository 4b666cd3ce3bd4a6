"""A person knows what became of a payment of which the provider does not tell: it came, or it did not."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from domain.application import OFFICE, Command, Seat
from domain.billing.settlement import PaidInTheFuture
from domain.clock import Clock
from domain.payments.attempt import AttemptStatus, AttemptStep, IllegalAttemptTransition
from domain.payments.provider import Answer, AttemptId, Outcome
from domain.payments.reasons import Reason, ReasonClass
from domain.payments.record_answer import AttemptMoved, answered
from domain.ports import Unit

BY_HAND: Final = "by_hand"
"""The reason's code of what a person decided."""
DECIDED: Final = frozenset({AttemptStatus.UNKNOWN, AttemptStatus.NEEDS_CUSTOMER})


@dataclass(frozen=True, slots=True)
class DecideAttempt(Command):
    """`on`: the day on which the money came, or on which somebody looked and it had not."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    attempt_id: AttemptId
    came: bool
    on: date


def decide_attempt(command: DecideAttempt, unit: Unit, clock: Clock) -> AttemptMoved:
    """What did not come is tried again by the schedule. Raises UnknownAttempt, IllegalAttemptTransition,
    PaidInTheFuture."""
    attempt = unit.payments.attempt(command.attempt_id)
    if attempt.status not in DECIDED:
        step = AttemptStep.SETTLE if command.came else AttemptStep.FAIL
        raise IllegalAttemptTransition(status=attempt.status, step=step)
    if command.on > unit.today():
        raise PaidInTheFuture(day=command.on)
    outcome = Outcome.SETTLED if command.came else Outcome.FAILED
    reason = None if command.came else Reason(ReasonClass.NOT_SAID, BY_HAND)
    return answered(attempt, Answer(outcome, reason=reason, on=command.on), clock.now(), unit, clock)
