"""Days, half-open periods and rhythms."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInput
from domain.period import Interval, Period, Unit, add_months

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def test_people_see_the_first_and_the_last_day() -> None:
    period = Period.through(date(2026, 1, 31), date(2026, 2, 27))
    assert (period.start, period.end, period.days) == (date(2026, 1, 31), date(2026, 2, 28), 28)
    assert (period.first_day, period.last_day) == (date(2026, 1, 31), date(2026, 2, 27))
    assert date(2026, 2, 27) in period
    assert date(2026, 2, 28) not in period


@pytest.mark.parametrize("end", [date(2026, 1, 1), date(2025, 12, 31)])
def test_an_empty_period_is_no_period(end: date) -> None:
    with pytest.raises(InvalidInput):
        Period(date(2026, 1, 1), end)


def test_an_open_period_has_no_length() -> None:
    assert date(2999, 1, 1) in Period(date(2026, 1, 1))
    with pytest.raises(ValueError, match="open"):
        _ = Period(date(2026, 1, 1)).days


def test_from_the_31st_through_the_short_months_and_back() -> None:
    starts = [Interval(Unit.MONTH).after(date(2027, 12, 31), n) for n in range(5)]
    assert starts == [date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)]


def test_the_anchor_day_is_kept_apart_from_the_anchor() -> None:
    assert add_months(date(2026, 2, 28), 1, 31) == date(2026, 3, 31)
    assert add_months(date(2026, 2, 28), -12) == date(2025, 2, 28)


def test_an_interval_counts_from_one() -> None:
    with pytest.raises(InvalidInput):
        Interval(Unit.MONTH, 0)


@given(days, st.sampled_from(Unit), st.integers(1, 12), st.integers(0, 60))
def test_periods_of_a_rhythm_follow_one_another(anchor: date, unit: Unit, count: int, n: int) -> None:
    interval = Interval(unit, count)
    assert interval.after(anchor, 0) == anchor
    assert interval.after(anchor, n) < interval.after(anchor, n + 1)


@given(days, st.integers(1, 400), days, st.integers(1, 400))
def test_what_two_periods_share_are_the_days_in_both(one: date, length: int, two: date, other: int) -> None:
    a = Period(one, one + timedelta(days=length))
    b = Period(two, two + timedelta(days=other))
    common = a.intersect(b)
    shared = max(0, (min(a.end, b.end) - max(a.start, b.start)).days)
    assert (0 if common is None else common.days) == shared
    assert a.overlaps(b) == b.overlaps(a) == (shared > 0)
