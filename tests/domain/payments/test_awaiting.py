"""What waits too long is taken back where that is possible, asked for where it is not, and never forgotten."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from domain.clock import MovableClock
from domain.payments.attempt import AttemptStatus
from domain.payments.awaiting import end_unconfirmed, look_again
from domain.payments.collecting import Unanswered
from domain.payments.provider import Abilities, Answer, AttemptId, Outcome, ProviderDown
from domain.payments.reasons import Reason, ReasonClass

CLOCK = MovableClock(datetime(2026, 3, 9, 4, tzinfo=UTC))
ONE = Unanswered(AttemptId(UUID(int=1)), "pi_1", AttemptStatus.NEEDS_CUSTOMER)
CANCELLED = Answer(Outcome.FAILED, "pi_1", Reason(ReasonClass.NEEDS_CONFIRMATION, "canceled_abandoned"))


class Asked:
    """A provider that says what the test wants when it is looked up."""

    def __init__(self, told, *, looks_up=True):
        self.told, self.can = told, Abilities(frozenset(), frozenset(), looks_up=looks_up)

    def look_up(self, _key, _ref):
        if isinstance(self.told, Exception):
            raise self.told
        return self.told


class Cancelling(Asked):
    """One that takes payments back."""

    def cancel(self, _ref):
        return self.look_up(None, "")


def outcomes(deed, provider):
    told = []
    deed(provider, [ONE], told.append, CLOCK)
    return [(each.answer.outcome, each.answer.reason and each.answer.reason.code, each.at) for each in told]


@pytest.mark.parametrize(
    ("provider", "becomes"),
    [
        (Cancelling(CANCELLED), [(Outcome.FAILED, "canceled_abandoned", CLOCK.instant)]),
        (Cancelling(Answer(Outcome.SETTLED, "pi_1")), [(Outcome.SETTLED, None, CLOCK.instant)]),
        (Cancelling(Answer(Outcome.PENDING, "pi_1")), []),
        (Cancelling(None), [(Outcome.FAILED, "not_confirmed", CLOCK.instant)]),
        (Asked(Answer(Outcome.NEEDS_CUSTOMER, "pi_1")), [(Outcome.FAILED, "not_confirmed", CLOCK.instant)]),
        (Asked(Answer(Outcome.SETTLED, "pi_1")), [(Outcome.SETTLED, None, CLOCK.instant)]),
        (Asked(Answer(Outcome.UNKNOWN, "pi_1")), []),
        (Asked(None, looks_up=False), [(Outcome.FAILED, "not_confirmed", CLOCK.instant)]),
    ],
)
def test_what_nobody_confirmed(provider, becomes):
    assert outcomes(end_unconfirmed, provider) == becomes


@pytest.mark.parametrize(
    ("told", "becomes"),
    [
        (Answer(Outcome.SETTLED, "pi_1"), [(Outcome.SETTLED, None, CLOCK.instant)]),
        (CANCELLED, [(Outcome.FAILED, "canceled_abandoned", CLOCK.instant)]),
        (Answer(Outcome.PENDING, "pi_1"), []),
        (None, []),
    ],
)
def test_what_was_never_answered(told, becomes):
    assert outcomes(look_again, Asked(told)) == becomes


def test_who_is_away_is_asked_next_time():
    for deed in (end_unconfirmed, look_again):
        with pytest.raises(ProviderDown):
            outcomes(deed, Cancelling(ProviderDown(why="no_connection")))
