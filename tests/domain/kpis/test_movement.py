"""Movements of recurring revenue and their ratios, by hand and for random customers."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.ids import CustomerId
from domain.kpis.movement import Move, Movement, Ratio, ratio
from tests.domain.billing.timelines import euro
from tests.domain.kpis.oracle import movement

DAYS = date(2026, 3, 1), date(2026, 4, 1)
A, B, C, D, E, F = (CustomerId(UUID(int=number)) for number in range(1, 7))
worths = st.dictionaries(st.sampled_from([A, B, C, D, E, F]), st.integers(0, 50_000))


def march() -> Movement:
    before = {A: 10_000, B: 5_000, C: 5_000, D: 2_000}
    after = {A: 12_000, B: 4_000, D: 2_000, E: 3_000, F: 1_000}
    return movement(DAYS, before, after, frozenset({A, B, C, D, F}))


def test_each_customer_moved_one_way() -> None:
    moved = march()
    assert (moved.at_start, moved.at_end) == (euro("220"), euro("220"))
    assert [(move, moved.of(move).amount, moved.of(move).customers) for move in Move] == [
        (Move.NEW, euro("30"), 1),
        (Move.BACK, euro("10"), 1),
        (Move.EXPANSION, euro("20"), 1),
        (Move.CONTRACTION, euro("10"), 1),
        (Move.CHURN, euro("50"), 1),
    ]
    assert (moved.customers_at_start, moved.customers_at_end) == (4, 5)


def test_the_ratios_by_hand() -> None:
    moved = march()
    found = {which: ratio(which, moved) for which in Ratio}
    assert found[Ratio.ARR] == 264_000
    assert found[Ratio.ARPU] == 4_400
    assert found[Ratio.NRR] == Decimal(180) / 220
    assert found[Ratio.GRR] == Decimal(160) / 220
    assert found[Ratio.QUICK] == Decimal(50) / 60
    assert found[Ratio.CUSTOMER_CHURN] == Decimal("0.25")
    assert found[Ratio.MONEY_CHURN] == Decimal(50) / 220
    assert found[Ratio.NET_CHURN] == Decimal(30) / 220
    lifetime = found[Ratio.LTV]
    assert lifetime is not None
    assert lifetime.quantize(Decimal(1)) == 17_925  # 44.00 a month, a quarter lost in 31 days


def test_where_nothing_was_there_is_no_ratio() -> None:
    nobody = movement(DAYS, {}, {}, frozenset())
    assert {which for which in Ratio if ratio(which, nobody) is not None} == {Ratio.ARR}
    nobody_left = movement(DAYS, {A: 100}, {A: 100}, frozenset({A}))
    assert ratio(Ratio.LTV, nobody_left) is None
    assert ratio(Ratio.QUICK, nobody_left) is None


@given(worths, worths, st.sets(st.sampled_from([A, B, C, D, E, F])))
def test_what_moved_explains_the_difference(
    before: dict[CustomerId, int], after: dict[CustomerId, int], known: set[CustomerId]
) -> None:
    moved = movement(DAYS, before, after, known | set(before))
    assert moved.is_whole
    assert all(moved.of(move).amount.minor >= 0 for move in Move)
