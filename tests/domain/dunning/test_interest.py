"""Interest by law, against figures computed by hand; what is not known is not claimed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dunning.interest import STANDARD_RATES, BaseRate, BaseRatesWrong, Owed, check_rates, interest
from domain.money import Money, half_up_exact
from domain.period import ONE_DAY

START = date(2025, 1, 1)


def owed(*parts: tuple[date, str]) -> list[Owed]:
    return [Owed(day, Money.of(amount)) for day, amount in parts]


@pytest.mark.parametrize(
    ("first", "last", "points", "expected"),
    [
        # 1,000.00 at 6.27 % (1.27 + 5) for 365 days of 2026's first half and back: 181 days = 31.09
        (date(2026, 1, 1), date(2026, 6, 30), "5", "31.09"),
        # at 10.27 %: 1000 × 181 / 365 × 10.27 % = 50.93
        (date(2026, 1, 1), date(2026, 6, 30), "9", "50.93"),
        # over a change of rate: 30 days of June 2025 at 7.27 % = 5.9753; 31 of July at 6.27 % = 5.3252; 11.30
        (date(2025, 6, 1), date(2025, 7, 31), "5", "11.30"),
        # a leap year counts 366 days: 29 days of February 2024 at 8.62 % = 6.8301
        (date(2024, 2, 1), date(2024, 2, 29), "5", "6.83"),
        # over New Year: 31 days of December 2024 at 8.37 % / 366 = 7.0893; 31 of January 2025 at 7.27 % / 365 = 6.1745
        (date(2024, 12, 1), date(2025, 1, 31), "5", "13.26"),
        # one day
        (date(2026, 3, 1), date(2026, 3, 1), "5", "0.17"),
        (date(2026, 3, 2), date(2026, 3, 1), "5", "0.00"),
    ],
)
def test_by_hand(first: date, last: date, points: str, expected: str) -> None:
    found = interest(owed((date(2020, 1, 1), "1000.00")), first, last, Decimal(points), STANDARD_RATES)
    assert (found.amount, found.unknown_from) == (Money.of(expected), None)


def test_a_payment_lowers_what_bears_interest_from_the_day_after() -> None:
    """79.00 for 10 days, then 29.00 for 20 days, at 6.27 %: 0.1357 + 0.0996 = 0.2353, rounded once."""
    parts = owed((date(2026, 1, 1), "79.00"), (date(2026, 3, 11), "29.00"))
    found = interest(parts, date(2026, 3, 1), date(2026, 3, 30), Decimal(5), STANDARD_RATES)
    assert [(each.days, each.amount) for each in found.stretches] == [(10, Money(7900)), (20, Money(2900))]
    assert found.amount == Money.of("0.24")


def test_a_half_year_without_a_rate_is_said_and_never_guessed() -> None:
    found = interest(owed((START, "1000.00")), date(2026, 6, 21), date(2026, 7, 31), Decimal(5), STANDARD_RATES)
    assert (found.amount, found.unknown_from) == (Money.of("1.72"), date(2026, 7, 1))
    more = (*STANDARD_RATES, BaseRate(date(2026, 7, 1), Decimal("1.50")))
    found = interest(owed((START, "1000.00")), date(2026, 6, 21), date(2026, 7, 31), Decimal(5), more)
    assert (found.amount, found.unknown_from) == (Money.of("7.24"), None)


def test_a_base_rate_below_zero_counts_as_it_is() -> None:
    found = interest(
        owed((date(2020, 1, 1), "1000.00")), date(2022, 7, 1), date(2022, 7, 31), Decimal(5), STANDARD_RATES
    )
    assert found.amount == Money.of("3.50")
    assert found.stretches[0].percent == Decimal("4.12")


@pytest.mark.parametrize(
    "rates",
    [
        (BaseRate(date(2026, 2, 1), Decimal(1)),),
        (BaseRate(date(2026, 7, 1), Decimal(1)), BaseRate(date(2026, 1, 1), Decimal(1))),
        (BaseRate(date(2026, 1, 1), Decimal(1)), BaseRate(date(2026, 1, 1), Decimal(2))),
        (BaseRate(date(2026, 1, 1), Decimal(101)),),
    ],
)
def test_rates_belong_to_half_years(rates: tuple[BaseRate, ...]) -> None:
    with pytest.raises(BaseRatesWrong):
        check_rates(rates)


DAYS = st.dates(date(2023, 1, 1), date(2026, 6, 30))


@given(st.lists(st.tuples(DAYS, st.integers(0, 500_000)), max_size=5), DAYS, DAYS)
def test_the_sum_is_that_of_single_days(changes: list[tuple[date, int]], one: date, other: date) -> None:
    """However it is cut, all days together are rounded once."""
    first, last = min(one, other), max(one, other)
    parts = [Owed(day, Money(minor)) for day, minor in sorted(dict([(date(2022, 1, 1), 12_345), *changes]).items())]
    whole = interest(parts, first, last, Decimal(5), STANDARD_RATES)
    exact, day = Fraction(0), first
    while day <= last:
        amount = [each.amount for each in parts if each.from_on <= day][-1]
        rate = [each for each in STANDARD_RATES if each.from_on <= day][-1].percent + 5
        year = 366 if day.year == 2024 else 365
        exact += Fraction(amount.minor, year) * Fraction(rate) / 100
        day += ONE_DAY
    assert whole.amount.minor == half_up_exact(exact)
