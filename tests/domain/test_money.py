"""Money is exact."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import CurrencyMismatch, InvalidInput
from domain.money import EUR, Currency, Money, half_up, total

CHF = Currency("CHF")
cents = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("number", "whole"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1), ("-2.5", -3), ("0.49", 0), ("-0.49", 0)]
)
def test_halves_go_away_from_zero(number: str, whole: int) -> None:
    assert half_up(Decimal(number)) == whole


@pytest.mark.parametrize(("text", "minor"), [("12.30", 1230), ("12.3", 1230), ("-5", -500), ("0", 0), ("0.01", 1)])
def test_amounts_are_read(text: str, minor: int) -> None:
    assert Money.of(text) == Money(minor)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "1.234",
        "1,50",
        "NaN",
        "Infinity",
        "1e-5",
        "--1",
        "€5",
        "1e2",
        "1_000",
        "١",
        " 5",
        "5.",
        "9" * 16,
        "1" * 4000,
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        Money.of(text)


def test_currencies_do_not_mix() -> None:
    franc = Money(1, CHF)
    for mixed in (lambda: Money(1) + franc, lambda: Money(1) - franc, lambda: Money(1) < franc, lambda: total([franc])):
        with pytest.raises(CurrencyMismatch):
            mixed()


def test_ten_of_thirty_days_and_the_half_cent() -> None:
    assert Money.of("30").share(10, 30) == Money.of("10")
    assert Money(1).share(1, 2) == Money(1)
    assert Money(-1).share(1, 2) == Money(-1)


@given(cents)
def test_text_and_money_agree(minor: int) -> None:
    assert Money.of(str(Money(minor).decimal())) == Money(minor)


@given(cents, st.lists(st.integers(0, 10_000), min_size=1, max_size=20))
def test_parts_add_up_and_none_is_a_cent_off(minor: int, weights: list[int]) -> None:
    parts = Money(minor).split(weights)
    assert sum(part.minor for part in parts) == minor
    if sum(weights):
        assert all(
            abs(part.minor * sum(weights) - minor * weight) < sum(weights)
            for part, weight in zip(parts, weights, strict=True)
        )


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_a_split_needs_weights(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Money(1).split(weights)


@given(st.lists(cents, max_size=10))
def test_a_total_is_the_sum(amounts: list[int]) -> None:
    assert total(map(Money, amounts)) == Money(sum(amounts), EUR)
