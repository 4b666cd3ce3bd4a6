"""Another price at a till: how far below the plan it may go, and for whom."""

from uuid import UUID

import pytest

from domain.ids import PersonId
from domain.money import Money
from domain.till.pricing import PersonPercent, PriceRight, PriceRightWrong, is_within

JO = PersonId(UUID(int=1))


@pytest.mark.parametrize(
    ("agreed", "percent", "counts"),
    [("79.00", 0, True), ("78.99", 0, False), ("71.10", 10, True), ("71.09", 10, False), ("79.01", 100, False)],
)
def test_a_price_counts_down_to_the_limit_and_never_above_the_plan(agreed: str, percent: int, counts: bool) -> None:
    assert is_within(Money.of(agreed), Money.of("79.00"), percent) is counts


@pytest.mark.parametrize(
    "wrong",
    [PriceRight(-1), PriceRight(0, (PersonPercent(JO, 101),)), PriceRight(0, (PersonPercent(JO, 1),) * 2)],
)
def test_what_makes_no_sense_is_refused(wrong: PriceRight) -> None:
    with pytest.raises(PriceRightWrong):
        wrong.check()
