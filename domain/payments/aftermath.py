"""What follows an answer at once, in its transaction, so that no failure is ever without its next step."""

from dataclasses import replace
from typing import Final

from domain.clock import Clock
from domain.payments.attempt import Attempt, AttemptStatus, AttemptStep, StepTaken, Tried
from domain.payments.methods import EndReason
from domain.payments.next_attempt import next_attempt
from domain.payments.plan_payments import attempt_of
from domain.payments.planning import BAD, OpenItem, Planned, next_step, soon
from domain.payments.provider import AttemptId
from domain.payments.reasons import FOLLOWS, NextStep, ReasonClass
from domain.payments.taking import Taken
from domain.ports import Unit
from domain.tasks.model import TaskKind

_ENDS_METHOD: Final = frozenset({ReasonClass.METHOD_ENDED, ReasonClass.NO_MANDATE})


def draw(taken: Taken, unit: Unit, clock: Clock) -> AttemptId | None:
    """The attempt that is planned instead; None: none is."""
    number = unit.billing.settlements.document(taken.attempt.invoice_id).number
    _tell_people(taken, number, unit, clock)
    following = None
    if taken.step is AttemptStep.SETTLE:
        _withdraw_other(taken, unit)
    elif taken.step in (AttemptStep.FAIL, AttemptStep.RETURN):
        _end_method(taken.attempt, unit)
        following = _planned_next(taken, unit, clock)
    return None if following is None else following.id


def _tell_people(taken: Taken, number: str, unit: Unit, clock: Clock) -> None:
    """Opens the task that somebody has to look at, and clears the one that is answered."""
    attempt = taken.attempt
    if taken.step is not AttemptStep.NOTE and attempt.status is not AttemptStatus.UNKNOWN:
        for task in unit.tasks.waiting(TaskKind.PAYMENT_UNKNOWN, number):
            unit.tasks.clear(task.id, clock.now())
    kind = _task(taken, unit)
    if kind is not None and not unit.tasks.is_open(kind, number):
        reason = "" if attempt.reason is None else attempt.reason.of.value
        unit.tasks.open(kind, number, {"invoice": number, "amount": str(attempt.amount), "reason": reason})


def _task(taken: Taken, unit: Unit) -> TaskKind | None:
    if taken.is_doubtful or taken.is_unbooked:
        return TaskKind.PAYMENT_DOUBTFUL
    if taken.step is AttemptStep.LOSE:
        return TaskKind.PAYMENT_UNKNOWN
    if taken.step not in (AttemptStep.FAIL, AttemptStep.RETURN):
        return None
    failures = [each for each in _item(taken, unit).tries if each.status in BAD]
    return TaskKind.PAYMENT_REFUSED if failures and next_step(failures) is NextStep.PERSON else None


def _withdraw_other(taken: Taken, unit: Unit) -> None:
    """One that was planned while this one counted as failed: the money is here."""
    if taken.open is None:
        return
    other = unit.payments.live(taken.attempt.invoice_id)
    if other is None or other.id == taken.attempt.id or other.status is not AttemptStatus.PLANNED:
        return
    if taken.open < other.amount:
        unit.payments.take([(other, StepTaken(AttemptStep.WITHDRAW, unit.today()))])


def _end_method(attempt: Attempt, unit: Unit) -> None:
    if attempt.reason is None or attempt.reason.of not in _ENDS_METHOD:
        return
    if unit.payments.method(attempt.method_id).ended is None:
        unit.payments.end_method(attempt.method_id, EndReason.REFUSED, unit.today())


def _planned_next(taken: Taken, unit: Unit, clock: Clock) -> Attempt | None:
    attempt = taken.attempt
    if attempt.reason is not None and FOLLOWS[attempt.reason.of] in (NextStep.PERSON, NextStep.NEW_METHOD):
        return None
    item = _item(taken, unit)
    choices = unit.payments.choices({attempt.customer_id})[attempt.customer_id]
    plan = next_attempt(item, choices, unit)
    if not isinstance(plan, Planned):
        return None
    if attempt.reason is not None and attempt.reason.of is ReasonClass.TECHNICAL:
        bad = [each for each in item.tries if each.status in BAD]
        plan = replace(plan, not_before=soon(bad, clock.now()))
    following = attempt_of(item, plan, unit)
    unit.payments.add([following])
    return following


def _item(taken: Taken, unit: Unit) -> OpenItem:
    """The invoice with this answer counted."""
    attempt = taken.attempt
    [item] = unit.payments.open_items([attempt.invoice_id])
    now = Tried(
        attempt.id,
        attempt.status,
        attempt.method_id,
        None if attempt.reason is None else attempt.reason.of,
        taken.taken.on,
    )
    tries = tuple(now if each.id == attempt.id else each for each in item.tries)
    return replace(item, open=item.open if taken.open is None else taken.open, tries=tries)
