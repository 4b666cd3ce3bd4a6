"""Loyalty on any timeline: found twice it is the same, and what is over stays as it was."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.billing.charges import charges
from domain.contracts.compared import What, compared
from domain.contracts.model import Contract
from domain.contracts.parts import Pause
from domain.errors import AppError
from domain.ids import PlanId
from domain.loyalty.agree_loyalty import AgreeLoyalty, LoyaltySame
from domain.loyalty.scheme import Loyalty, LoyaltyNotUnderstood, LoyaltyRule, Step
from domain.loyalty.steps import LoyaltyNeedsMonths, loyalty_told, next_benefit, with_loyalty
from domain.money import Money
from domain.period import Interval, Unit
from tests.domain.billing.timelines import LAST, a_contract, a_line, contracts

RULES = st.builds(
    lambda months, percent, free: LoyaltyRule(
        tuple(Step(month, Decimal(percent + n)) for n, month in enumerate(sorted(months))), free
    ),
    st.sets(st.integers(2, 20), min_size=1, max_size=3),
    st.integers(1, 50),
    st.none() | st.integers(1, 12),
)


@settings(max_examples=60, deadline=None)
@given(contracts(), RULES, st.dates(date(2024, 1, 1), date(2025, 6, 30)), st.integers(1, 200))
def test_found_again_it_is_the_same_and_the_past_costs_what_it_did(
    contract: Contract, rule: LoyaltyRule, day: date, later: int
) -> None:
    if contract.start_on is None:
        return
    agreed = with_loyalty(replace(contract, loyalty=Loyalty("Treue", rule, day)), day)
    assert with_loyalty(agreed, day) == agreed
    past = [each for each in charges(contract, day) if each.period.end is not None and each.period.end <= day]
    kept = [each for each in charges(agreed, day) if each.period.end is not None and each.period.end <= day]
    assert [each.amount for each in past] == [each.amount for each in kept]
    assert sum(each.amount.minor for each in charges(agreed, LAST)) <= sum(
        each.amount.minor for each in charges(contract, LAST)
    )
    then = day + timedelta(days=later)
    again = with_loyalty(agreed, then)
    assert with_loyalty(again, then) == again
    begun = [each for each in agreed.discounts if each.from_on is not None and each.from_on <= day]
    assert [each.id for each in begun if each.id not in {one.id for one in again.discounts}] == []


@pytest.mark.parametrize("interval", [Interval(Unit.WEEK), Interval(Unit.DAY, 30)])
def test_without_months_nothing_is_counted(interval: Interval) -> None:
    contract = a_contract(date(2026, 1, 5), interval=interval)
    change = AgreeLoyalty(contract.id, 0, "x", title="Treue", rule=LoyaltyRule(free_every=6))
    with pytest.raises(LoyaltyNeedsMonths):
        change.edited(contract, date(2026, 1, 5))


def test_a_year_paid_at_once_has_its_part_free() -> None:
    """A free month after twelve: the second year costs a twelfth less, 8.33 percent of 948.00, 78.97."""
    contract = a_contract(date(2026, 1, 1), a_line(price="948.00"), interval=Interval(Unit.YEAR))
    loyal = with_loyalty(
        replace(contract, loyalty=Loyalty("Treue", LoyaltyRule(free_every=12), date(2026, 1, 1))), date(2026, 1, 1)
    )
    assert [each.amount for each in charges(loyal, date(2027, 1, 1))] == [Money.of("948.00"), Money.of("869.03")]


def test_the_history_tells_that_a_benefit_moved() -> None:
    start = date(2026, 1, 5)
    rule = LoyaltyRule((Step(13, Decimal(10)),))
    contract = with_loyalty(replace(a_contract(start), loyalty=Loyalty("Treue", rule, start)), start)
    rested = with_loyalty(replace(contract, pauses=(Pause(date(2026, 5, 5), date(2026, 7, 5)),)), start)
    [moved] = [each for each in compared(contract, rested) if each.what is What.DISCOUNT]
    assert moved.days is not None
    assert moved.days.start == date(2027, 3, 5)
    benefit = next_benefit(rested, start)
    assert benefit is not None
    assert (benefit.on, benefit.percent) == (date(2027, 3, 5), Decimal(10))


def test_told_once_and_nothing_when_nothing_is_agreed() -> None:
    start = date(2026, 1, 5)
    contract = a_contract(start)
    assert loyalty_told(contract, start) == (contract, ())
    loyal = with_loyalty(
        replace(contract, loyalty=Loyalty("Treue", LoyaltyRule((Step(2, Decimal(10)),)), start)), start
    )
    told, letters = loyalty_told(loyal, date(2026, 1, 10))
    assert len(letters) == 1
    assert loyalty_told(told, date(2026, 1, 11)) == (told, ())
    assert with_loyalty(told, date(2026, 1, 11)) == told


@pytest.mark.parametrize(
    "wrong",
    [
        LoyaltyRule,
        lambda: Step(1, Decimal(10)),
        lambda: Step(13),
        lambda: Step(13, Decimal(10), Money.of("5")),
        lambda: LoyaltyRule((Step(13, price=Money.of("35")),)),
        lambda: LoyaltyRule((Step(13, Decimal(5)), Step(13, Decimal(6)))),
        lambda: LoyaltyRule((Step(13, price=Money.of("-1")),), plan_families=(PlanId(a_line().id),)),
        lambda: LoyaltyRule(free_every=0),
    ],
)
def test_rules_without_sense_are_refused(wrong: object) -> None:
    with pytest.raises(LoyaltyNotUnderstood):
        wrong()  # type: ignore[operator]  # each makes a rule


def test_the_same_again_is_refused() -> None:
    contract = a_contract(date(2026, 1, 5))
    nothing = AgreeLoyalty(contract.id, 0, "x", title="", rule=None)
    with pytest.raises(LoyaltySame):
        nothing.edited(contract, date(2026, 1, 5))
    assert issubclass(LoyaltySame, AppError)
