"""What contracts are worth a month, by hand and against what the bills ask for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges
from domain.billing.model import Reason
from domain.billing.tax import BillingParty
from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import Discount, Duration, DurationKind, Pause, Phase
from domain.contracts.terms import PricesAre, Proration
from domain.customers.model import CustomerKind, StatusChange
from domain.kpis.value import months_of, worth_of
from domain.money import Money, half_up_exact
from domain.period import Interval, Period, Unit
from tests.domain.billing.timelines import CONSUMER, CUSTOMER, LAST, RULES, a_contract, a_line, contracts, edits, euro

NET = PricesAre.NET
START = date(2025, 1, 15)
UNTIL = date(2027, 1, 1)


def told(contract: Contract, party: BillingParty = CONSUMER) -> list[tuple[date, date | None, Money]]:
    return [(one.days.start, one.days.end, one.monthly) for one in worth_of(contract, party, RULES, UNTIL).worth]


@pytest.mark.parametrize(
    ("interval", "months"),
    [
        (Interval(Unit.MONTH), Fraction(1)),
        (Interval(Unit.MONTH, 3), Fraction(3)),
        (Interval(Unit.YEAR), Fraction(12)),
        (Interval(Unit.WEEK), Fraction(12, 52)),
        (Interval(Unit.DAY, 14), Fraction(24, 52)),
        (Interval(Unit.DAY, 10), Fraction(120, 365)),
    ],
)
def test_how_many_months_a_rhythm_is(interval: Interval, months: Fraction) -> None:
    assert months_of(interval) == months


def test_an_open_contract_is_worth_its_price_for_ever() -> None:
    contract = a_contract(START, a_line(), a_line(2, LineKind.DEPOSIT, "200.00"), a_line(3, LineKind.FEE, "9.00"))
    found = worth_of(replace(contract, terms=replace(contract.terms, prices_are=NET)), CONSUMER, RULES, UNTIL)
    assert [(one.days, one.monthly) for one in found.worth] == [(Period(START), euro("79.00"))]
    assert found.reckoned_until is None


def test_prices_with_vat_inside_are_worth_what_is_left_of_them() -> None:
    assert told(a_contract(START)) == [(START, None, euro("66.39"))]  # 79 / 1.19


def test_another_rate_of_vat_is_another_worth() -> None:
    moves = BillingParty(
        CUSTOMER, CustomerKind.CONSUMER, "DE", changes=(StatusChange(date(2025, 6, 1), None, "AT", None),)
    )
    bike = a_line(means_of_transport=True)
    assert told(a_contract(START, bike), moves) == [
        (START, date(2025, 6, 1), euro("66.39")),
        (date(2025, 6, 1), None, euro("65.83")),  # 79 / 1.20, where the customer lives
    ]
    sixteen = told(a_contract(date(2020, 6, 1)))
    assert [(since, worth) for since, _, worth in sixteen] == [
        (date(2020, 6, 1), euro("66.39")),
        (date(2020, 7, 1), euro("68.10")),  # 79 / 1.16 in the second half of 2020
        (date(2021, 1, 1), euro("66.39")),
    ]


def test_a_year_paid_ahead_is_worth_a_twelfth() -> None:
    contract = a_contract(START, a_line(price="600.00"), interval=Interval(Unit.YEAR), prices_are=NET)
    assert told(contract) == [(START, None, euro("50.00"))]


def test_a_trial_a_phase_a_discount_and_a_pause_are_worth_what_they_cost() -> None:
    line = a_line(price="80.00", phases=(Phase(2, euro("40.00")), Phase(None, euro("80.00"))))
    contract = a_contract(START, line, prices_are=NET, trial=Interval(Unit.DAY, 14))
    tenth = Discount("1", "Treue", Decimal(10), None, Duration(DurationKind.PERIODS, 3), (), date(2025, 5, 1))
    rest = Pause(date(2025, 9, 29), date(2025, 12, 29))
    found = told(replace(contract, discounts=(tenth,), pauses=(rest,)))
    assert found == [
        (date(2025, 1, 29), date(2025, 3, 29), euro("40.00")),
        (date(2025, 3, 29), date(2025, 5, 29), euro("80.00")),
        (date(2025, 5, 29), date(2025, 8, 29), euro("72.00")),
        (date(2025, 8, 29), date(2025, 9, 29), euro("80.00")),
        (date(2025, 12, 29), UNTIL, euro("80.00")),
    ]
    stored = replace(rest, storage_price=euro("15.00"))
    assert (date(2025, 9, 29), date(2025, 12, 29), euro("15.00")) in told(replace(contract, pauses=(stored,)))


def test_a_price_and_an_end_hold_from_their_day() -> None:
    contract = a_contract(START, a_line(price="50.00", quantity=Decimal(2)), prices_are=NET)
    line_id = contract.lines[0].id
    changed = contract.price_changed(line_id, date(2025, 4, 1), euro("60.00")).ended(date(2025, 6, 30))
    assert told(changed) == [
        (START, date(2025, 4, 1), euro("100.00")),
        (date(2025, 4, 1), date(2025, 7, 1), euro("120.00")),
    ]
    assert told(contract.ended(date(2025, 1, 14))) == []
    assert told(replace(contract, start_on=None)) == []


def _on(found: Sequence[tuple[date, date | None, Money]], day: date) -> Money:
    return next((worth for start, end, worth in found if start <= day and (end is None or day < end)), euro("0"))


@given(st.data())
def test_whole_periods_are_worth_what_they_are_billed(data: st.DataObject) -> None:
    contract = data.draw(contracts())
    for _ in range(data.draw(st.integers(0, 4))):
        contract = data.draw(edits(contract))
    by_days = replace(contract.terms, prices_are=NET, proration=Proration.DAILY, proration_down=None)
    contract = replace(contract, terms=by_days, given_back=(), cycles=())
    valued = worth_of(contract, CONSUMER, RULES, UNTIL)
    months = months_of(contract.terms.interval)
    whole = [each for each in charges(contract, LAST) if each.reason is Reason.RECURRING]
    for charge in whole:
        mine = [(w.days.start, w.days.end, w.monthly) for w in valued.worth if w.line_id == charge.line.id]
        expected = Money(half_up_exact(charge.amount.minor / months), charge.amount.currency)
        assert {_on(mine, charge.period.start), _on(mine, charge.period.last_day or charge.period.start)} == {expected}
    for line in contract.lines:
        spans = sorted((w.days for w in valued.worth if w.line_id == line.id), key=lambda days: days.start)
        assert all(one.end is not None and one.end <= two.start for one, two in pairwise(spans))
