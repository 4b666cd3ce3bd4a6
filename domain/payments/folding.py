"""What an answer means for an attempt: late, doubled and out-of-order ones come out the same. Pure."""

from datetime import datetime
from typing import Final

from domain.payments.attempt import STEP_OF, TRANSITIONS, Attempt, AttemptStatus, AttemptStep
from domain.payments.provider import Answer, Outcome

_OVER: Final = frozenset({AttemptStatus.SETTLED, AttemptStatus.FAILED, AttemptStatus.RETURNED, AttemptStatus.WITHDRAWN})


def judged(attempt: Attempt, answer: Answer, at: datetime) -> AttemptStep:
    """The step that this answer is; NOTE: it changes nothing any more.

    What is told decides by when it happened at the provider, not by when it is heard. A payment that went back before
    we heard that it had come stays gone. A success counts whenever it is told after a failure: a provider that says
    both has the money. Of a success and a return of the same moment the return counts.
    """
    step = STEP_OF[answer.outcome]
    if (attempt.status, step) not in TRANSITIONS:
        return AttemptStep.NOTE
    if step is AttemptStep.SETTLE:
        overtaken = _is_later(attempt.returned_told, at, or_same=True)
    elif step is AttemptStep.RETURN:
        overtaken = _is_later(attempt.settled_told, at)
    else:
        overtaken = attempt.status in _OVER or _is_later(attempt.told_at, at)
    return AttemptStep.NOTE if overtaken else step


def is_doubtful(attempt: Attempt, answer: Answer, at: datetime) -> bool:
    """Something that changes nothing, and that a person should look at all the same: after the money came the provider
    says that it failed, or it goes on with what was given up."""
    if judged(attempt, answer, at) is not AttemptStep.NOTE or (attempt.told_at is not None and at <= attempt.told_at):
        return False
    if answer.outcome is Outcome.FAILED:
        return attempt.status is AttemptStatus.SETTLED
    is_going_on = answer.outcome in (Outcome.PENDING, Outcome.NEEDS_CUSTOMER)
    return is_going_on and attempt.status in (AttemptStatus.WITHDRAWN, AttemptStatus.FAILED)


def _is_later(known: datetime | None, at: datetime, *, or_same: bool = False) -> bool:
    return known is not None and (known > at or (or_same and known == at))
