"""Codes: typed in any way, read as one, and a slip of the finger is told."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.loyalty.codes import (
    FRIEND,
    VOUCHER,
    CodeMistyped,
    CodeNotUsable,
    check_chosen,
    is_friend_code,
    made,
    tidied,
)


@given(st.uuids(), st.sampled_from([FRIEND, VOUCHER]))
def test_typed_in_any_way_it_is_the_same_code(from_id: UUID, prefix: str) -> None:
    code = made(prefix, from_id)
    assert tidied(code) == tidied(f"  {code.lower()} ") == tidied(code.replace("-", "")) == code
    assert is_friend_code(code) == (prefix == FRIEND)


@given(st.uuids(), st.integers(0, 7), st.sampled_from("2346789BCDFGHJKMNPQRTVWXYZ"))
def test_one_wrong_character_is_found(from_id: UUID, place: int, other: str) -> None:
    code = made(FRIEND, from_id)
    at = [n for n in range(2, len(code) - 2) if code[n] != "-"][place]
    wrong = f"{code[:at]}{other}{code[at + 1 :]}"
    if wrong != code:
        with pytest.raises(CodeMistyped):
            tidied(wrong)


def test_neighbours_in_time_have_nothing_in_common() -> None:
    codes = {made(VOUCHER, UUID(int=(1 << 76) + n * 0x9E3779B97F4A7C15 % (1 << 62))) for n in range(1000)}
    assert len(codes) == 1000
    assert not any(set("01OILUAES5") & set(code[2:11]) for code in codes)


def test_words_of_the_owners_are_codes_too() -> None:
    assert check_chosen(" sommer-26 ") == "SOMMER-26"
    assert tidied(" sommer-26 ") == "SOMMER-26"
    assert tidied("") == ""
    for wrong in ("AB", "ÄPFEL", "A" * 33, "-AB", made(VOUCHER, UUID(int=5)), "a;b"):
        with pytest.raises(CodeNotUsable):
            check_chosen(wrong)
