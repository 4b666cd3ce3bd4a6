"""How what was billed for a contract line is shared among the things that served it."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.ids import AssetId
from storage.queries.floor_money import Held, share_of

A, B, C = (AssetId(UUID(int=n)) for n in range(3))
FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)


def test_after_a_swap_the_new_thing_earns() -> None:
    held = [Held(A, date(2026, 1, 31)), Held(B, date(2026, 2, 20))]
    assert [share_of(each, 7900, FEBRUARY, held, 1) for each in (A, B)] == [7900, 0]
    assert [share_of(each, 7900, MARCH, held, 1) for each in (A, B)] == [0, 7900]


def test_a_period_before_the_hand_out_belongs_to_the_first_thing() -> None:
    assert share_of(A, 7900, date(2026, 1, 1), [Held(A, FEBRUARY), Held(B, MARCH)], 1) == 7900


@given(net=st.integers(-1_000_000, 1_000_000), pieces=st.integers(1, 3))
def test_the_shares_of_things_out_together_are_the_whole(net: int, pieces: int) -> None:
    held = [Held(each, FEBRUARY) for each in (A, B, C)][:pieces]
    shares = [share_of(each.asset_id, net, MARCH, held, pieces) for each in held]
    assert sum(shares) == net
    assert max(shares) - min(shares) <= 1
