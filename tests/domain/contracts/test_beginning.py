"""Which fact starts a contract, and on which day: a table by hand, and any order of the facts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.beginning import (
    Beginning,
    StartDayInThePast,
    StartDayMissing,
    StartDayNotOffered,
    StartFact,
    beginning_of,
)
from domain.contracts.terms import StartRule

ORDERED, SENT, ARRIVED = date(2026, 2, 2), date(2026, 2, 9), date(2026, 2, 12)
WANTED = date(2026, 2, 10)
TRANSIT = 2
FACTS = {StartFact.ORDERED: ORDERED, StartFact.SENT: SENT, StartFact.HANDED_OVER: ARRIVED}


@pytest.mark.parametrize(
    ("rule", "ordered", "sent", "handed_over"),
    [
        (StartRule.AT_ORDER, ORDERED, ORDERED, ORDERED),
        (StartRule.ON_DATE, None, None, WANTED),
        (StartRule.AT_DISPATCH, None, SENT, ARRIVED),
        (StartRule.AT_ARRIVAL, None, date(2026, 2, 11), ARRIVED),
        (StartRule.AT_HAND_OVER, None, None, ARRIVED),
    ],
)
def test_the_first_day_by_rule_and_fact(
    rule: StartRule, ordered: date | None, sent: date | None, handed_over: date | None
) -> None:
    beginning = Beginning(rule, WANTED if rule is StartRule.ON_DATE else None)
    found = [beginning.first_day(fact, on, TRANSIT, ORDERED) for fact, on in FACTS.items()]
    assert found == [ordered, sent, handed_over]


@pytest.mark.parametrize("rule", [each for each in StartRule if each is not StartRule.ON_DATE])
def test_without_goods_every_rule_starts_with_the_order(rule: StartRule) -> None:
    assert Beginning(rule).first_day(StartFact.CARRIES_NOTHING, ORDERED, TRANSIT, ORDERED) == ORDERED


@given(st.permutations(list(StartFact)), st.integers(0, 40))
def test_what_is_known_before_changes_no_order_or_wanted_day(facts: list[StartFact], later: int) -> None:
    """Whichever fact is told first, and however late, the contract begins on the same day."""
    told_on = WANTED + timedelta(days=later)
    for beginning, first in ((Beginning(StartRule.AT_ORDER), ORDERED), (Beginning(StartRule.ON_DATE, WANTED), WANTED)):
        assert {beginning.first_day(fact, told_on, TRANSIT, ORDERED) for fact in facts} == {first}


def test_an_order_agrees_to_the_first_plans_rule() -> None:
    rules = [StartRule.AT_DISPATCH, StartRule.AT_ORDER]
    assert beginning_of(rules, None, ORDERED, TRANSIT, has_goods=True).rule is StartRule.AT_DISPATCH


@pytest.mark.parametrize(
    ("rule", "wanted", "has_goods", "promised"),
    [
        (StartRule.AT_ORDER, None, True, date(2026, 2, 4)),
        (StartRule.AT_ORDER, None, False, None),
        (StartRule.ON_DATE, WANTED, True, WANTED),
        (StartRule.ON_DATE, ORDERED, True, date(2026, 2, 4)),
        (StartRule.ON_DATE, WANTED, False, None),
        (StartRule.AT_ARRIVAL, None, True, None),
        (StartRule.AT_HAND_OVER, None, True, None),
    ],
)
def test_goods_are_promised_where_the_contract_does_not_wait_for_them(
    rule: StartRule, wanted: date | None, has_goods: bool, promised: date | None
) -> None:
    assert beginning_of([rule], wanted, ORDERED, TRANSIT, has_goods=has_goods).promised_on == promised


def test_the_chosen_day_and_the_rule_go_together() -> None:
    with pytest.raises(StartDayMissing):
        beginning_of([StartRule.ON_DATE], None, ORDERED, TRANSIT, has_goods=True)
    with pytest.raises(StartDayInThePast):
        beginning_of([StartRule.ON_DATE], ORDERED - timedelta(days=1), ORDERED, TRANSIT, has_goods=True)
    with pytest.raises(StartDayNotOffered):
        beginning_of([StartRule.AT_ARRIVAL], WANTED, ORDERED, TRANSIT, has_goods=True)
