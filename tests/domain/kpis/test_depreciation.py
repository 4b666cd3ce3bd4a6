"""What things are still worth: a table by hand, and what holds whatever is bought when."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import ProductId
from domain.kpis.depreciation import Depreciation, DepreciationSettings, DepreciationWrong, ProductRule
from domain.money import Money

COST, BOUGHT = Money.of("1480.00"), date(2025, 11, 17)
RULE = Depreciation(36, Decimal(10))
BIKE, LOCK = ProductId(UUID(int=1)), ProductId(UUID(int=2))


@pytest.mark.parametrize(
    ("day", "worth"),
    [
        (date(2025, 10, 31), "1480.00"),
        (date(2025, 11, 17), "1443.00"),
        (date(2025, 12, 1), "1406.00"),
        (date(2026, 10, 31), "1036.00"),
        (date(2028, 10, 31), "148.00"),
        (date(2040, 1, 1), "148.00"),
    ],
)
def test_the_month_of_purchase_counts_and_the_rest_stays(day: date, worth: str) -> None:
    """1480.00 less 10 % over 36 months: 37.00 a month."""
    assert RULE.book_value(COST, BOUGHT, day) == Money.of(worth)


@given(
    st.integers(0, 10**7), st.integers(1, 600), st.integers(0, 100), st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(0, 40_000),
)  # fmt: skip
def test_it_only_falls_and_never_below_the_rest(cost: int, months: int, rest: int, day: date, later: int) -> None:
    rule, paid = Depreciation(months, Decimal(rest)), Money(cost)
    after = date.fromordinal(min(day.toordinal() + later, date.max.toordinal()))
    now, then = rule.book_value(paid, date(2020, 5, 5), day), rule.book_value(paid, date(2020, 5, 5), after)
    assert paid >= now >= then
    assert abs(then.minor * 100 - cost * rest) <= 50 or then.minor * 100 > cost * rest


def test_a_product_has_one_rule_or_the_usual_one() -> None:
    settings = DepreciationSettings(RULE).with_rule(BIKE, Depreciation(60))
    assert (settings.rule_of(BIKE), settings.rule_of(LOCK)) == (Depreciation(60), RULE)
    assert settings.with_rule(BIKE, None) == DepreciationSettings(RULE)
    assert DepreciationSettings().rule_of(BIKE) is None
    with pytest.raises(DepreciationWrong):
        DepreciationSettings(products=(ProductRule(BIKE, RULE), ProductRule(BIKE, RULE)))
    for months, rest in ((0, 0), (601, 0), (1, -1), (1, 101)):
        with pytest.raises(DepreciationWrong):
            Depreciation(months, Decimal(rest))
