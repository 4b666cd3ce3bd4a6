"""How people type names that they look for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.spelling import findable, sought

PAIRS = [
    ("Çelik", "Celik"), ("Celik", "çelik"), ("Müller", "Mueller"), ("Müller", "Muller"), ("Mueller", "Müller"),
    ("Muller", "MÜLLER"), ("Mueller", "muller"), ("Straße", "strasse"), ("Strasse", "straße"), ("Goethe", "göthe"),
    ("Göbel", "Goebel"), ("Bäcker", "baecker"), ("Baecker", "Backer"), ("Núñez", "nunez"), ("Łukasz", "lukasz"),
    ("Ørsted", "oersted"), ("Ørsted", "orsted"), ("Æther", "aether"), ("İlkay", "ilkay"), ("Yıldız", "yildiz"),
    ("Nguyễn", "nguyen"), ("Þór", "thor"), ("O’Brien", "o'brien"), ("ﬁnal", "final"), ("GROẞ", "gross"),
    ("Mu\u0308ller", "Müller"), ("Müller", "Mu\u0308ller"), ("Папка", "папка"), ("Ёлка", "елка"),
    ("ΣΊΣΥΦΟΣ", "σίσυφος"),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "typed"), PAIRS)
def test_one_name_is_found_however_it_is_typed(stored: str, typed: str) -> None:
    assert sought(typed) in findable(stored)


@pytest.mark.parametrize(
    ("stored", "typed"),
    [("Joel", "el"), ("Mueller", "eller"), ("Mueller", "mue"), ("Michael", "hae"), ("Duell", "ell")],
)
def test_a_part_may_begin_or_end_within_two_letters_that_stand_for_one(stored: str, typed: str) -> None:
    assert sought(typed) in findable(stored)


@pytest.mark.parametrize(("stored", "typed"), [("Müller", "Miller"), ("Meier", "Maier"), ("Weiß", "Weis s")])
def test_other_names_are_not_found(stored: str, typed: str) -> None:
    assert sought(typed) not in findable(stored)


def test_numbers_and_signs_stay_as_they_are() -> None:
    assert findable("CU-001001-7 jonas_100%@example.org") == "cu-001001-7 jonas_100%@example.org"


@given(st.text(max_size=30))
def test_every_text_is_found_by_itself_in_any_case(text: str) -> None:
    assert sought(text) in findable(text)
    assert sought(text.lower()) in findable(text.upper()) or text.lower() != text.upper().lower()


@given(st.text(alphabet="aouebcä ö", max_size=12), st.data())
def test_every_part_of_a_word_without_a_spelt_out_letter_inside_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    if sought(part) == findable(part) or start == 0:
        assert sought(part) in findable(text)
