"""What is planned is not collected after all; it is planned again only when a person wants it."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.payments.attempt import AttemptStatus, AttemptStep, IllegalAttemptTransition, StepTaken
from domain.payments.decide_attempt import BY_HAND
from domain.payments.provider import AttemptId
from domain.payments.reasons import Reason, ReasonClass
from domain.payments.record_answer import AttemptMoved, moved
from domain.payments.taking import Taken
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class WithdrawAttempt(Command):
    """One that was handed over cannot be called back."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    attempt_id: AttemptId


def withdraw_attempt(command: WithdrawAttempt, unit: Unit, _clock: Clock) -> AttemptMoved:
    """Raises UnknownAttempt, IllegalAttemptTransition."""
    attempt = unit.payments.attempt(command.attempt_id)
    if attempt.status is not AttemptStatus.PLANNED:
        raise IllegalAttemptTransition(status=attempt.status, step=AttemptStep.WITHDRAW)
    taken = StepTaken(AttemptStep.WITHDRAW, unit.today(), reason=Reason(ReasonClass.NOT_SAID, BY_HAND))
    unit.payments.take([(attempt, taken)])
    return moved(Taken(attempt.stepped(AttemptStep.WITHDRAW), AttemptStep.WITHDRAW, taken), None)
