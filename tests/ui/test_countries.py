"""Countries by name, home first, each once."""

import json
from pathlib import Path

import pytest

from ui import language
from ui.countries import country_choices, country_name


@pytest.mark.parametrize(
    ("spoken", "austria", "home"), [("de", "Österreich", "Deutschland"), ("en", "Austria", "Germany")]
)
def test_countries_are_named_in_the_language_of_the_screen(spoken: str, austria: str, home: str) -> None:
    language.use(spoken)
    choices = country_choices()
    assert choices[0] == ("DE", home)
    assert ("AT", austria) in choices
    names = [name for _, name in choices]
    assert len(names) == len(set(names))


def test_a_code_that_is_no_country_stays_readable() -> None:
    assert country_name("Q1") == "Q1"


def test_every_country_with_a_vat_table_can_be_chosen() -> None:
    table = json.loads((Path(__file__).parents[2] / "resources/vat/eu_rates.json").read_text(encoding="utf-8"))
    assert set(table["rates"]) <= {code for code, _ in country_choices()}
