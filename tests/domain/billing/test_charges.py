"""What ought to be charged, by example: month ends, leap years, alignments, policies."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges, next_due_on
from domain.billing.periods import charged_from, rhythm_on
from domain.billing.proration import is_free_part, rules_of
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.terms import Align, AlignKind, Billing, Proration
from domain.period import Interval, Period, Unit
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import a_contract, a_line, euro


def shown(contract: Contract, until: date) -> list[tuple[str, str, int, int, str]]:
    return [
        (
            f"{charge.period.first_day:%y-%m-%d}",
            f"{charge.period.last_day:%y-%m-%d}",
            charge.days,
            charge.of_days,
            str(charge.amount.decimal()),
        )
        for charge in charges(contract, until)
    ]


def test_months_from_the_31st_clamp_and_come_back() -> None:
    assert [row[:2] for row in shown(a_contract(date(2027, 12, 31)), date(2028, 5, 31))] == [
        ("27-12-31", "28-01-30"),
        ("28-01-31", "28-02-28"),
        ("28-02-29", "28-03-30"),
        ("28-03-31", "28-04-29"),
        ("28-04-30", "28-05-30"),
        ("28-05-31", "28-06-29"),
    ]


def test_a_year_from_the_leap_day_comes_back_to_it() -> None:
    contract = a_contract(date(2024, 2, 29), interval=Interval(Unit.YEAR))
    firsts = [charge.period.first_day for charge in charges(contract, date(2028, 2, 29))]
    assert firsts == [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]


def test_weeks_and_days() -> None:
    contract = a_contract(date(2026, 12, 28), interval=Interval(Unit.WEEK, 2))
    assert [row[:2] for row in shown(contract, date(2027, 1, 11))] == [
        ("26-12-28", "27-01-10"),
        ("27-01-11", "27-01-24"),
    ]
    contract = a_contract(date(2026, 2, 28), interval=Interval(Unit.DAY, 10))
    assert [row[0] for row in shown(contract, date(2026, 3, 20))] == ["26-02-28", "26-03-10", "26-03-20"]


@pytest.mark.parametrize(
    ("align", "interval", "expected"),
    [
        (Align(AlignKind.DAY_OF_MONTH, 1), Interval(Unit.MONTH), ("26-03-10", "26-03-31", 22, 31, "56.06")),
        (Align(AlignKind.DAY_OF_MONTH, 15), Interval(Unit.MONTH), ("26-03-10", "26-03-14", 5, 28, "14.11")),
        (Align(AlignKind.DAY_OF_MONTH, 31), Interval(Unit.MONTH), ("26-03-10", "26-03-30", 21, 31, "53.52")),
        (Align(AlignKind.DAY_OF_MONTH, 10), Interval(Unit.MONTH), ("26-03-10", "26-04-09", 31, 31, "79.00")),
        (Align(AlignKind.CALENDAR), Interval(Unit.MONTH, 3), ("26-03-10", "26-03-31", 22, 90, "19.31")),
        (Align(AlignKind.CALENDAR), Interval(Unit.YEAR), ("26-03-10", "26-12-31", 297, 365, "64.28")),
        (Align(AlignKind.CALENDAR), Interval(Unit.WEEK), ("26-03-10", "26-03-15", 6, 7, "67.71")),
    ],
)
def test_an_aligned_contract_begins_with_a_part_of_the_full_period(
    align: Align, interval: Interval, expected: tuple[str, str, int, int, str]
) -> None:
    contract = a_contract(date(2026, 3, 10), align=align, interval=interval)
    assert shown(contract, date(2026, 3, 10)) == [expected]


@pytest.mark.parametrize(
    ("proration", "expected"),
    [
        (Proration.DAILY, [(16, 31, "15.48"), (28, 28, "30.00"), (10, 31, "9.68")]),
        (Proration.FIXED_30, [(15, 30, "15.00"), (30, 30, "30.00"), (10, 30, "10.00")]),
        (Proration.NONE, [(16, 31, "30.00"), (28, 28, "30.00"), (10, 31, "30.00")]),
        (Proration.SKIP, [(28, 28, "30.00")]),
    ],
)
def test_parts_of_a_period_cost_what_the_policy_says(
    proration: Proration, expected: list[tuple[int, int, str]]
) -> None:
    contract = a_contract(
        date(2026, 1, 16), a_line(price="30.00"), align=Align(AlignKind.DAY_OF_MONTH, 1), proration=proration
    ).ended(date(2026, 3, 10))
    assert [row[2:] for row in shown(contract, date(2026, 6, 1))] == expected


def test_months_of_30_days_add_up_in_every_month() -> None:
    for start, change in ((date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 28))):
        contract = a_contract(start, a_line(price="30.00"), proration=Proration.FIXED_30)
        contract = contract.price_changed(contract.lines[0].id, change, euro("60.00"))
        days = [row[2] for row in shown(contract, start)]
        assert sum(days) == 30


def test_ten_of_thirty_days() -> None:
    contract = a_contract(date(2026, 4, 1), a_line(price="30.00")).ended(date(2026, 4, 10))
    assert shown(contract, date(2026, 4, 1)) == [("26-04-01", "26-04-10", 10, 30, "10.00")]


def test_one_day_has_one_price_and_the_change_day_has_the_new_one() -> None:
    contract = a_contract(date(2026, 3, 1), a_line(price="31.00"))
    contract = contract.price_changed(contract.lines[0].id, date(2026, 3, 11), euro("62.00"))
    assert shown(contract, date(2026, 3, 1)) == [
        ("26-03-01", "26-03-10", 10, 31, "10.00"),
        ("26-03-11", "26-03-31", 21, 31, "42.00"),
    ]


def test_a_quantity_change_keeps_a_later_price_change() -> None:
    contract = a_contract(date(2026, 1, 1), a_line(price="10.00"))
    line_id = contract.lines[0].id
    contract = contract.quantity_changed(line_id, date(2026, 3, 1), Decimal(2))
    contract = contract.price_changed(line_id, date(2026, 2, 1), euro("20.00"))
    assert [row[4] for row in shown(contract, date(2026, 3, 1))] == ["10.00", "20.00", "40.00"]


def test_in_arrears_a_period_is_due_on_the_day_after_its_last() -> None:
    contract = a_contract(date(2026, 1, 31), billing=Billing.IN_ARREARS).ended(date(2026, 3, 10))
    assert charges(contract, date(2026, 2, 27)) == ()
    assert [str(charge.due_on) for charge in charges(contract, date(2026, 12, 1))] == ["2026-02-28", "2026-03-11"]


def test_a_line_that_joins_later_pays_its_part_and_then_goes_with_the_others() -> None:
    contract = a_contract(date(2026, 1, 31), a_line(), a_line(2, price="28.00", start_on=date(2026, 2, 14)))
    found = [charge for charge in charges(contract, date(2026, 2, 28)) if charge.line.position == 2]
    assert [(charge.period.first_day, charge.days, charge.amount) for charge in found] == [
        (date(2026, 2, 14), 14, euro("14.00")),
        (date(2026, 2, 28), 31, euro("28.00")),
    ]


def test_a_line_with_its_own_anchor_keeps_its_own_rhythm() -> None:
    line = a_line(2, start_on=date(2026, 2, 14), anchor_on=date(2026, 2, 14))
    contract = a_contract(date(2026, 1, 31), line)
    assert [row[:2] for row in shown(contract, date(2026, 3, 14))] == [
        ("26-02-14", "26-03-13"),
        ("26-03-14", "26-04-13"),
    ]


def test_one_offs_are_charged_once_on_the_first_day_of_their_line() -> None:
    contract = a_contract(
        date(2026, 1, 31),
        a_line(1, LineKind.SALE, "49.00", quantity=Decimal(2)),
        a_line(2, LineKind.DEPOSIT, "100.00"),
        a_line(3, LineKind.CHARGE, "35.00", start_on=date(2026, 7, 2)),
    )
    found = charges(contract, date(2027, 1, 1))
    assert [(charge.reason.value, str(charge.due_on), charge.amount) for charge in found] == [
        ("sale", "2026-01-31", euro("98.00")),
        ("deposit", "2026-01-31", euro("100.00")),
        ("one_off", "2026-07-02", euro("35.00")),
    ]


def test_a_draft_and_a_contract_that_ended_before_its_start_owe_nothing() -> None:
    contract = a_contract(date(2026, 1, 31))
    assert charges(contract.ended(date(2026, 1, 30)), date(2027, 1, 1)) == ()
    assert next_due_on(contract.ended(date(2026, 1, 30)), None) is None


def test_nothing_is_due_after_the_end() -> None:
    contract = a_contract(date(2026, 1, 31)).ended(date(2026, 3, 30))
    assert next_due_on(contract, date(2026, 2, 27)) == date(2026, 2, 28)
    assert next_due_on(contract, date(2026, 2, 28)) is None


def _first_day_with_a_price(contract: Contract, line: ContractLine, day: date) -> date:
    """A first part that is free by agreement is no charge, nor the 31st of a month of 30 days: then it is the next full
    period."""
    rhythm = rhythm_on(contract, line, day)
    n = rhythm.index_of(day)
    full = Period(rhythm.start_of(n), rhythm.start_of(n + 1))
    rules = rules_of(contract.terms, line, rhythm.interval)
    is_free = is_free_part(full, Period(day, full.end), rules)
    is_31st = rules.up is Proration.FIXED_30 and full.start < day and day.day == 31 and rhythm.start_of(n + 1).day == 1
    return rhythm.start_of(n + 1) if is_free or is_31st else day


@given(st.data())
def test_each_day_of_a_line_is_charged_once_and_none_beside(data: st.DataObject) -> None:
    contract = data.draw(tl.contracts())
    for line in contract.lines:
        found = [charge for charge in charges(contract, tl.LAST) if charge.line.id == line.id]
        span = contract.span(line)
        for one, two in pairwise(found):
            assert one.period.end == two.period.start
        if found and line.is_recurring:
            assert span is not None
            first = charged_from(contract, line, span.start)
            assert found[0].period.start == _first_day_with_a_price(contract, line, first)
            assert span.end is None or found[-1].period.end <= span.end


@given(st.data())
def test_a_period_lies_where_its_number_says(data: st.DataObject) -> None:
    contract = data.draw(tl.contracts())
    rhythm = rhythm_on(contract, contract.lines[0], contract.start_on)
    day = data.draw(tl.days)
    n = rhythm.index_of(day)
    assert rhythm.start_of(n) <= day < rhythm.start_of(n + 1)
    assert rhythm.start_of(n + 1) - rhythm.start_of(n) >= timedelta(days=1)


@given(st.data())
def test_a_daily_charge_is_the_sum_of_its_days(data: st.DataObject) -> None:
    """Counted a second way, day by day: each day costs its own price over the days of its own full period."""
    contract = data.draw(tl.contracts())
    terms = replace(contract.terms, proration=Proration.DAILY, proration_down=None)
    contract = tl.plain(replace(contract, terms=terms))
    for charge in charges(contract, tl.LAST):
        if not charge.line.is_recurring:
            continue
        rhythm, exact = rhythm_on(contract, charge.line, charge.period.start), Fraction(0)
        for n in range(charge.period.days):
            day = charge.period.start + timedelta(days=n)
            index = rhythm.index_of(day)
            price, quantity = charge.line.at(day)
            exact += (
                Fraction(price.minor) * Fraction(quantity) / (rhythm.start_of(index + 1) - rhythm.start_of(index)).days
            )
        assert abs(charge.amount.minor - exact) <= Fraction(1, 2)
        in_advance = contract.terms.billing is Billing.IN_ADVANCE
        assert charge.due_on <= charge.period.start if in_advance else charge.due_on >= charge.period.end
