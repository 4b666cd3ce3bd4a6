"""What becomes of a friend who was brought: every pair, and every reason for and against the reward."""

from dataclasses import replace
from datetime import date
from itertools import product
from uuid import UUID

import pytest

from domain.contracts.status import Status
from domain.ids import ContractId, CustomerId
from domain.loyalty.persons import Likeness
from domain.loyalty.programme import ProgrammeNotUnderstood, ReferralProgramme
from domain.loyalty.referrals import (
    TRANSITIONS,
    Circumstances,
    IllegalReferralTransition,
    LapseReason,
    Referral,
    ReferralAction,
    ReferralId,
    ReferralState,
    Verdict,
    after,
    judged,
)
from domain.money import Money

DAY = date(2026, 3, 1)
PROGRAMME = ReferralProgramme(is_open=True, most_per_year=2)
REFERRAL = Referral(
    ReferralId(UUID(int=1)),
    "F-2222-2222-X",
    CustomerId(UUID(int=2)),
    CustomerId(UUID(int=3)),
    ContractId(UUID(int=4)),
    date(2026, 2, 1),
    Money(2000),
)
GOOD = Circumstances(Status.ACTIVE, date(2026, 2, 1), None, True, True, 0, Money(0), date(2026, 2, 16))


@pytest.mark.parametrize(("state", "action"), sorted(set(product(ReferralState, ReferralAction)) - TRANSITIONS.keys()))
def test_every_pair_outside_the_table_is_refused(state: ReferralState, action: ReferralAction) -> None:
    with pytest.raises(IllegalReferralTransition):
        after(state, action)


@pytest.mark.parametrize(("state", "action"), sorted(TRANSITIONS))
def test_every_pair_of_the_table_is_taken(state: ReferralState, action: ReferralAction) -> None:
    assert replace(REFERRAL, state=state).acted(action, DAY).state is TRANSITIONS[state, action]


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        (GOOD, Verdict(ReferralAction.REWARD)),
        (replace(GOOD, is_first_paid=False), None),
        (replace(GOOD, start_on=None, status=Status.DRAFT), None),
        (replace(GOOD, start_on=date(2026, 2, 20)), None),
        (replace(GOOD, withdrawable_until=DAY), None),
        (replace(GOOD, end_on=DAY), None),
        (replace(GOOD, end_on=date(2027, 2, 1)), Verdict(ReferralAction.REWARD)),
        (replace(GOOD, status=Status.WITHDRAWN), Verdict(ReferralAction.LAPSE, LapseReason.FRIEND_WITHDREW)),
        (replace(GOOD, status=Status.ENDED), Verdict(ReferralAction.LAPSE, LapseReason.FRIEND_ENDED)),
        (replace(GOOD, has_referrer_contract=False), Verdict(ReferralAction.LAPSE, LapseReason.REFERRER_LEFT)),
        (replace(GOOD, odd=frozenset({Likeness.ACCOUNT})), Verdict(ReferralAction.SUSPECT)),
        (replace(GOOD, rewarded_in_year=2), Verdict(ReferralAction.LAPSE, LapseReason.YEAR_IS_FULL)),
    ],
)
def test_what_a_day_makes_of_an_open_one(known: Circumstances, verdict: Verdict | None) -> None:
    assert judged(REFERRAL, known, PROGRAMME, DAY) == verdict


def test_one_that_is_looked_at_waits_and_lapses_with_the_contract() -> None:
    suspected = replace(REFERRAL, state=ReferralState.SUSPECTED)
    assert judged(suspected, GOOD, PROGRAMME, DAY) is None
    gone = replace(GOOD, status=Status.WITHDRAWN)
    assert judged(suspected, gone, PROGRAMME, DAY) == Verdict(ReferralAction.LAPSE, LapseReason.FRIEND_WITHDREW)


def test_a_reward_is_taken_back_by_rule_and_expires_only_if_something_is_left() -> None:
    rewarded = replace(REFERRAL, state=ReferralState.REWARDED, usable_until=date(2026, 2, 28))
    withdrew = replace(GOOD, status=Status.WITHDRAWN)
    assert judged(rewarded, withdrew, PROGRAMME, DAY) == Verdict(ReferralAction.TAKE_BACK, LapseReason.FRIEND_WITHDREW)
    assert judged(rewarded, withdrew, replace(PROGRAMME, takes_back=False), DAY) is None
    assert judged(rewarded, GOOD, PROGRAMME, DAY) is None
    left = replace(GOOD, left=Money(500))
    assert judged(rewarded, left, PROGRAMME, DAY) == Verdict(ReferralAction.EXPIRE, LapseReason.NOT_USED)
    assert judged(rewarded, left, PROGRAMME, date(2026, 2, 28)) is None


def test_a_programme_without_sense_is_refused() -> None:
    for wrong in ({"reward": Money(0)}, {"hold_days": -1}, {"most_per_year": 0}, {"title": " "}):
        with pytest.raises(ProgrammeNotUnderstood):
            replace(PROGRAMME, **wrong)
    assert PROGRAMME.reward_until(date(2026, 1, 31)) == date(2028, 1, 30)
