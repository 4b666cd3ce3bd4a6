"""Sums of what comes back: one a rhythm, and one figure a month to compare them by."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.recurring import NOTHING, Rate, Recurring, recurring_as_ordered, recurring_on, summed
from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import Cycle
from domain.errors import CurrencyMismatch
from domain.money import Currency, Money
from domain.period import Interval, Unit
from tests.domain.billing.timelines import a_contract, a_line, euro

MONTH, THREE_WEEKS, YEAR = Interval(Unit.MONTH), Interval(Unit.WEEK, 3), Interval(Unit.YEAR)
JAN = date(2026, 1, 1)


def rates(found: Recurring) -> list[tuple[str, Interval]]:
    return [(str(rate.amount.decimal()), rate.interval) for rate in found.rates]


def machine_and_beans() -> Contract:
    """An espresso machine at 79.00 a month, its care at 6.90, two bags of beans at 12.00 every three weeks."""
    care = a_line(2, LineKind.SERVICE, "6.90")
    beans = a_line(3, LineKind.CONSUMABLE, "12.00", quantity=Decimal(2))
    contract = a_contract(JAN, a_line(1), care, beans, a_line(4, LineKind.SALE, "49.00"))
    return replace(contract, cycles=(Cycle(None, THREE_WEEKS, line_id=beans.id),))


def test_each_rhythm_has_its_own_sum_and_what_is_paid_once_is_in_none() -> None:
    assert rates(recurring_on(machine_and_beans(), JAN)) == [("85.90", MONTH), ("24.00", THREE_WEEKS)]


def test_twelve_months_are_a_year_and_four_weeks_no_month() -> None:
    found = summed(
        Rate(euro("10.00"), Interval(unit, count))
        for unit, count in ((Unit.YEAR, 1), (Unit.MONTH, 12), (Unit.WEEK, 4), (Unit.DAY, 28), (Unit.MONTH, 1))
    )
    assert rates(found) == [("20.00", YEAR), ("20.00", Interval(Unit.WEEK, 4)), ("10.00", MONTH)]


@pytest.mark.parametrize(
    ("price", "interval", "a_month"),
    [
        ("79.00", MONTH, "79.00"),
        ("120.00", YEAR, "10.00"),
        ("100.00", Interval(Unit.MONTH, 3), "33.33"),
        # 146097 days in 4800 months are 30.436875 days a month; 12.00 · 30.436875 / 21 = 17.3925.
        ("12.00", THREE_WEEKS, "17.39"),
        ("1.00", Interval(Unit.DAY), "30.44"),
        ("10.00", Interval(Unit.WEEK), "43.48"),
    ],
)
def test_a_mean_month_by_hand(price: str, interval: Interval, a_month: str) -> None:
    assert summed([Rate(euro(price), interval)]).a_month == euro(a_month)


def test_the_month_is_rounded_once_for_all_rhythms() -> None:
    """17.3925 + 17.3925 / 3 = 23.19, where rounding each of the two would give 17.39 + 5.80."""
    found = summed([Rate(euro("12.00"), THREE_WEEKS), Rate(euro("12.00"), Interval(Unit.WEEK, 9))])
    assert found.a_month == euro("23.19")


def test_nothing_is_no_rate_and_costs_nothing() -> None:
    assert summed([]) == NOTHING
    assert (bool(NOTHING), NOTHING.a_month) == (False, euro("0.00"))


def test_two_currencies_do_not_add_up() -> None:
    francs = Rate(Money(100, Currency("CHF")), YEAR)
    with pytest.raises(CurrencyMismatch):
        _ = summed([Rate(euro("1.00"), MONTH), francs]).a_month


def test_a_day_has_the_rhythm_and_the_lines_of_that_day() -> None:
    contract = machine_and_beans()
    beans = contract.lines[2].id
    contract = replace(
        contract, cycles=(*contract.cycles, Cycle(date(2026, 5, 1), Interval(Unit.WEEK, 2), line_id=beans))
    )
    contract = contract.line_ended(contract.lines[1].id, date(2026, 4, 30))
    assert rates(recurring_on(contract, date(2026, 4, 30))) == [("85.90", MONTH), ("24.00", THREE_WEEKS)]
    assert rates(recurring_on(contract, date(2026, 5, 1))) == [("79.00", MONTH), ("24.00", Interval(Unit.WEEK, 2))]
    assert rates(recurring_as_ordered(contract)) == [("85.90", MONTH), ("24.00", THREE_WEEKS)]


def test_a_draft_has_the_rhythms_it_was_agreed_with() -> None:
    running = machine_and_beans()
    draft = replace(running, start_on=None)
    assert recurring_on(draft, JAN) == recurring_on(running, JAN)


def test_what_was_added_later_was_not_ordered() -> None:
    contract = machine_and_beans()
    helmet = a_line(5, LineKind.RENTAL, "5.00", start_on=date(2026, 3, 1))
    contract = contract.line_added(helmet).price_changed(contract.lines[0].id, date(2026, 3, 1), euro("89.00"))
    assert rates(recurring_on(contract, date(2026, 3, 1)))[0] == ("100.90", MONTH)
    assert rates(recurring_as_ordered(contract))[0] == ("85.90", MONTH)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(Unit), st.integers(1, 60)), max_size=8))
def test_the_order_of_lines_changes_no_sum(found: list[tuple[int, Unit, int]]) -> None:
    made = [Rate(Money(minor), Interval(unit, count)) for minor, unit, count in found]
    one, other = summed(made), summed(reversed(made))
    assert one.a_month == other.a_month
    assert {(each.interval.measure, each.amount) for each in one.rates} == {
        (each.interval.measure, each.amount) for each in other.rates
    }
    assert sum(each.amount.minor for each in one.rates) == sum(minor for minor, _unit, _count in found)
