"""What an announced price does to one contract: from which day, which lines, and what it leaves as it was agreed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contracts.agreed import AtRenewal
from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import Discount, Pause, Phase
from domain.contracts.price_campaign import (
    Campaign,
    CampaignId,
    CampaignNotUnderstood,
    Concerned,
    InTerm,
    LeftOut,
    Oddity,
    PlanPrice,
    PriceNoticeTooShort,
    PriceRule,
    Rounding,
)
from domain.contracts.renewals import renewed
from domain.contracts.repricing import concerned, repriced
from domain.contracts.terms import Renewal
from domain.ids import PlanId
from domain.money import EUR, Currency, Money
from domain.period import Interval, Unit
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import a_contract, a_line, euro

START, MAY = date(2026, 1, 10), date(2026, 5, 1)
TEN = PriceRule(Decimal(10))


def found(contract: Contract, rule: PriceRule = TEN, *, is_consumer: bool = True) -> Concerned:
    return concerned(contract, rule, MAY, is_consumer=is_consumer)


def test_the_next_period_after_the_day_costs_more() -> None:
    """79.00 + 10 % = 86.90 from 10 May, 12 · 7.90 = 94.80 a year."""
    made = found(a_contract(START))
    [price] = made.lines
    assert (price.from_on, price.old, price.new) == (date(2026, 5, 10), euro("79"), euro("86.90"))
    assert made.year_after - made.year_before == euro("94.80")
    assert (made.percent, made.oddity) == (Decimal("10.0"), Oddity.NONE)
    changed = repriced(a_contract(START), made.lines)
    assert changed.lines[0].at(date(2026, 5, 9))[0] == euro("79")
    assert changed.lines[0].at(date(2026, 5, 10))[0] == euro("86.90")
    assert repriced(changed, made.lines) == changed, "told twice, nothing more happens"


@pytest.mark.parametrize(
    ("rounding", "price"),
    [(Rounding.CENT, "82.71"), (Rounding.TEN_CENTS, "82.70"), (Rounding.FIFTY_CENTS, "82.50"), (Rounding.FULL, "83")],
)
def test_rounding(rounding: Rounding, price: str) -> None:
    """79.00 · 1.047 = 82.713."""
    [made] = found(a_contract(START), PriceRule(Decimal("4.7"), rounding=rounding)).lines
    assert made.new == euro(price)


def test_prices_agreed_for_a_number_of_periods_are_kept() -> None:
    """Six months for 59.00: the new price follows on 10 July; a pause of one month moves it, as it moves the phase."""
    line = replace(a_line(), phases=(Phase(6, euro("59")),))
    contract = a_contract(START, line)
    made = found(contract)
    [price] = made.lines
    assert (price.from_on, price.old, price.new) == (date(2026, 7, 10), euro("79"), euro("86.90"))
    assert made.oddity is Oddity.AFTER_PHASES
    changed = repriced(contract, made.lines)
    assert changed.lines[0].phases == (Phase(6, euro("59")), Phase(None, euro("86.90")))
    rested = replace(contract, pauses=(Pause(date(2026, 3, 10), date(2026, 4, 10)),))
    assert found(rested).from_on == date(2026, 8, 10)


def test_an_open_last_phase_is_the_price_that_changes() -> None:
    """From month 4 on a loyalty price of 69.00: in May it holds, and 75.90 follows from the 10th."""
    line = replace(a_line(), phases=(Phase(3, euro("79")), Phase(None, euro("69"))))
    [price] = found(a_contract(START, line)).lines
    assert (price.from_on, price.old, price.new) == (date(2026, 5, 10), euro("69"), euro("75.90"))


def test_a_minimum_term_keeps_its_price() -> None:
    """A year from 10 January 2026: dearer from 10 January 2027; cheaper at once; left out or although as one says."""
    year = a_contract(START, min_term=Interval(Unit.YEAR))
    made = found(year)
    assert (made.from_on, made.oddity) == (date(2027, 1, 10), Oddity.AFTER_TERM)
    assert found(year, PriceRule(Decimal(-10))).from_on == date(2026, 5, 10)
    assert found(year, PriceRule(Decimal(10), in_term=InTerm.LEAVE_OUT)).left_out is LeftOut.IN_TERM
    assert found(year, PriceRule(Decimal(10), in_term=InTerm.ALTHOUGH)).from_on == date(2026, 5, 10)
    ends = a_contract(START, min_term=Interval(Unit.YEAR), renewal=Renewal.NONE).ended(date(2027, 1, 9))
    assert found(ends).left_out is LeftOut.ENDS_BEFORE


def test_only_the_lines_of_the_chosen_plans() -> None:
    bike, lock = PlanId(UUID(int=1)), PlanId(UUID(int=2))
    contract = a_contract(
        START, replace(a_line(), plan_id=bike), replace(a_line(2, LineKind.SERVICE, "9"), plan_id=lock)
    )
    assert [price.new for price in found(contract).lines] == [euro("86.90"), euro("9.90")]
    assert [price.title for price in found(contract, PriceRule(Decimal(10), (lock,))).lines] == [
        contract.lines[1].title
    ]
    own = PriceRule(prices=(PlanPrice((bike,), euro("75")),))
    assert [(price.old, price.new) for price in found(contract, own).lines] == [(euro("79"), euro("75"))]
    same = PriceRule(prices=(PlanPrice((bike,), euro("79")),))
    assert found(contract, same).left_out is LeftOut.NO_CHANGE


def test_who_is_left_out_and_what_is_odd() -> None:
    contract = a_contract(START)
    assert found(contract.ended(date(2026, 5, 9))).left_out is LeftOut.ENDS_BEFORE
    assert found(contract.ended(date(2026, 6, 9))).oddity is Oddity.ENDS_SOON
    assert found(contract, PriceRule(Decimal(25))).oddity is Oddity.BIG_JUMP
    francs = PriceRule(Decimal(10), currency=Currency("CHF"))
    assert found(contract, francs).left_out is LeftOut.NOT_RUNNING
    later = contract.price_changed(contract.lines[0].id, date(2026, 9, 10), euro("99"))
    assert found(later).oddity is Oddity.LATER_PRICE
    less = replace(contract, discounts=(Discount("d", "Treue", Decimal(5)),))
    assert found(less).oddity is Oddity.DISCOUNT


def test_another_price_in_between_is_kept() -> None:
    contract = a_contract(START)
    announced = found(contract).lines
    cheaper = contract.price_changed(contract.lines[0].id, date(2026, 4, 10), euro("70"))
    assert repriced(cheaper, announced) == cheaper


@given(tl.contracts(), st.decimals("-50", "50", places=1).filter(bool), st.integers(0, 400))
def test_no_day_before_the_announced_one_costs_another_price(contract: Contract, percent: Decimal, days: int) -> None:
    """Whatever the timeline: until its day every line costs what it did, and telling twice changes nothing."""
    start = contract.start_on or tl.FIRST
    rule = PriceRule(percent, currency=contract.terms.currency)
    made = concerned(contract, rule, start + timedelta(days=days), is_consumer=True)
    changed = repriced(contract, made.lines)
    assert repriced(changed, made.lines) == changed
    for price in made.lines:
        assert price.from_on >= start + timedelta(days=days)
        before, after = contract.line(price.line_id), changed.line(price.line_id)
        day = price.from_on - timedelta(days=1)
        assert before.at(day) == after.at(day)
        assert (price.new > price.old) == (percent > 0) or price.new == price.old


def test_the_law_gives_a_month_and_two_weeks() -> None:
    made = Campaign(CampaignId(UUID(int=1)), "Neu", TEN, date(2026, 3, 1), date(2026, 2, 15), date(2026, 2, 1))
    made.check_notice()
    with pytest.raises(PriceNoticeTooShort):
        replace(made, effective_on=date(2026, 2, 28)).check_notice()
    with pytest.raises(PriceNoticeTooShort):
        replace(made, object_until=date(2026, 2, 14)).check_notice()
    replace(made, rule=PriceRule(Decimal(-1)), effective_on=date(2026, 2, 20)).check_notice()
    with pytest.raises(CampaignNotUnderstood):
        replace(made, object_until=date(2026, 3, 1))
    with pytest.raises(CampaignNotUnderstood):
        PriceRule(Decimal(5), prices=(PlanPrice((), Money(1, EUR)),))


def test_a_renewal_does_not_raise_an_announced_price_once_more() -> None:
    """A year, then 5 % more: who was told 86.90 for the day after the term pays 86.90; 82.95 without the letter."""
    contract = a_contract(START, min_term=Interval(Unit.YEAR), at_renewal=AtRenewal(Decimal(5)))
    told = repriced(contract, found(contract).lines)
    day = date(2027, 1, 10)
    assert renewed(told, is_consumer=True).lines[0].at(day)[0] == euro("86.90")
    assert renewed(contract, is_consumer=True).lines[0].at(day)[0] == euro("82.95")
