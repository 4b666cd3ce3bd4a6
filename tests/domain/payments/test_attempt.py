"""The ways of an attempt: every pair of state and step, and what late, doubled and out-of-order news come to."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.payment import PaymentMethod
from domain.ids import CustomerId, InvoiceId
from domain.money import Money
from domain.payments.attempt import (
    ASKED,
    LIVE,
    TRANSITIONS,
    Attempt,
    AttemptStatus,
    AttemptStep,
    IllegalAttemptTransition,
    MethodId,
    after,
)
from domain.payments.folding import is_doubtful, judged
from domain.payments.provider import Answer, AttemptId, Outcome, ProviderName

T0 = datetime(2026, 3, 1, 9, tzinfo=UTC)
FACTS = {
    "settled": (Outcome.SETTLED, 1),
    "returned": (Outcome.RETURNED, 2),
    "won": (Outcome.SETTLED, 3),
}


def attempt(status: AttemptStatus = AttemptStatus.SUBMITTED) -> Attempt:
    return Attempt(
        *(AttemptId(uuid4()), InvoiceId(uuid4()), CustomerId(uuid4()), MethodId(uuid4())),
        ProviderName.TRAINING,
        PaymentMethod.CARD,
        Money.of("79.00"),
        date(2026, 3, 1),
        status,
    )


@pytest.mark.parametrize("status", AttemptStatus)
@pytest.mark.parametrize("step", AttemptStep)
def test_every_pair_is_in_the_table_or_refused(status: AttemptStatus, step: AttemptStep) -> None:
    if step is AttemptStep.NOTE:
        assert after(status, step) is status
    elif (status, step) in TRANSITIONS:
        assert after(status, step) is TRANSITIONS[status, step]
    else:
        with pytest.raises(IllegalAttemptTransition):
            after(status, step)


def test_what_is_asked_for_cannot_be_withdrawn_and_money_is_heard_of_in_every_state() -> None:
    for status in AttemptStatus:
        assert ((status, AttemptStep.WITHDRAW) in TRANSITIONS) == (status is AttemptStatus.PLANNED)
        assert ((status, AttemptStep.SUBMIT) in TRANSITIONS) == (status is AttemptStatus.PLANNED)
        assert (status, AttemptStep.SETTLE) in TRANSITIONS or status is AttemptStatus.SETTLED
    assert LIVE - {AttemptStatus.PLANNED} == ASKED


def heard(facts: list[tuple[Outcome, int]]) -> AttemptStatus:
    """The state after hearing them in that order; the number is the hour at which each happened."""
    known = attempt()
    for outcome, hour in facts:
        at = T0 + timedelta(hours=hour)
        step = judged(known, Answer(outcome), at)
        known = replace(
            known.stepped(step),
            told_at=max(known.told_at or at, at),
            settled_told=max(known.settled_told or at, at) if outcome is Outcome.SETTLED else known.settled_told,
            returned_told=max(known.returned_told or at, at) if outcome is Outcome.RETURNED else known.returned_told,
        )
    return known.status


@pytest.mark.parametrize("order", list(permutations(FACTS)))
def test_in_whatever_order_it_is_heard_the_last_word_about_the_money_counts(order: tuple[str, ...]) -> None:
    assert heard([FACTS[name] for name in order]) is AttemptStatus.SETTLED
    without = [FACTS[name] for name in order if name != "won"]
    assert heard(without) is AttemptStatus.RETURNED
    assert heard([*without, *without]) is AttemptStatus.RETURNED


@given(st.lists(st.tuples(st.sampled_from(Outcome), st.integers(1, 6)), max_size=7), st.randoms())
def test_money_is_where_the_newest_of_settled_and_returned_says(facts: list[tuple[Outcome, int]], luck: object) -> None:
    """Whatever else is said in between, and however often."""
    told = [hour for outcome, hour in facts if outcome in (Outcome.SETTLED, Outcome.RETURNED)]
    backs = {hour for outcome, hour in facts if outcome is Outcome.RETURNED}
    luck.shuffle(facts)  # type: ignore[attr-defined]  # hypothesis gives a Random
    status = heard([*facts, *facts])
    assert (status is AttemptStatus.SETTLED) == (bool(told) and max(told) not in backs)


def test_a_failure_after_the_money_is_looked_at_by_a_person() -> None:
    paid = replace(attempt(AttemptStatus.SETTLED), told_at=T0, settled_told=T0)
    later = T0 + timedelta(hours=1)
    assert is_doubtful(paid, Answer(Outcome.FAILED), later)
    assert not is_doubtful(paid, Answer(Outcome.FAILED), T0)
    assert is_doubtful(replace(attempt(AttemptStatus.WITHDRAWN), told_at=T0), Answer(Outcome.PENDING), later)
    assert not is_doubtful(paid, Answer(Outcome.SETTLED), later)
