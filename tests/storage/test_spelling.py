"""The database compares words as the domain does."""

import pytest

from domain.application import Seat
from domain.spelling import findable
from tests.domain.test_spelling import PAIRS
from tests.storage.business import Business

LETTERS = [
    chr(code) for code in (*range(0x20, 0x2070), *range(0xFB00, 0xFB07), *range(0xFF01, 0xFF5F)) if chr(code).isalpha()
]


def made_findable(business: Business, texts: list[str]) -> list[tuple[str, str]]:
    rows = business.rows("SELECT g, umlauf.findable(g) AS made FROM unnest(%(texts)s::text[]) g", texts=texts)
    return [(row["g"], row["made"]) for row in rows]


def test_letter_by_letter(business: Business) -> None:
    assert len(LETTERS) > 4000
    assert {given for given, made in made_findable(business, LETTERS) if made != findable(given)} == set()


def test_name_by_name(business: Business) -> None:
    names = [name for pair in PAIRS for name in pair] + [" ".join(stored for stored, _typed in PAIRS), ""]
    assert made_findable(business, names) == [(name, findable(name)) for name in names]


@pytest.mark.parametrize("seat", [Seat.WAREHOUSE, Seat.POS, Seat.BACKOFFICE, Seat.OWNER])
def test_every_seat_may_ask(business: Business, seat: Seat) -> None:
    (row,) = business.connection(seat).read("SELECT umlauf.findable('Çelik') AS made")
    assert row["made"] == "celik"
