"""Texts and values in the language of the screen."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.money import Currency, Money
from domain.period import Period, Unit
from ui import language
from ui.language import _, count, shown, shown_percent


def test_english_is_what_the_code_says_and_german_comes_from_the_catalogue() -> None:
    assert _("Undo the last scan") == "Undo the last scan"
    language.use("de")
    assert _("Undo the last scan") == "Den letzten Scan zurücknehmen"
    assert _("never translated") == "never translated"
    assert _("") == ""


def test_plural() -> None:
    language.use("de")
    assert count("{count} row", "{count} rows", 1) == "1 Zeile"
    assert count("{count} row", "{count} rows", 0) == "0 Zeilen"


def test_there_is_no_third_language() -> None:
    with pytest.raises(ValueError, match="fr"):
        language.use("fr")


@pytest.mark.parametrize(
    ("fact", "german", "british"),
    [
        (Money(123456), "1.234,56\u00a0€", "€1,234.56"),
        (Money(-500, Currency("CHF")), "-5,00\u00a0CHF", "-CHF5.00"),
        (date(2027, 1, 31), "31.01.2027", "31 Jan 2027"),
        (datetime(2026, 11, 23, 22, 30, tzinfo=UTC), "23.11.2026, 23:30", "23 Nov 2026, 23:30"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "01.01.2027, 00:30", "1 Jan 2027, 00:30"),
        (Period.through(date(2026, 11, 1), date(2026, 11, 30)), "01.11.2026 – 30.11.2026", "1 Nov 2026 – 30 Nov 2026"),
        (Period(date(2026, 11, 1)), "ab 01.11.2026", "from 1 Nov 2026"),
        (Decimal("1234.5"), "1.234,5", "1,234.5"),
        (True, "ja", "yes"),
        (None, "–", "–"),
        (Unit.MONTH, "Monat", "month"),
        ((1, "two", Unit.DAY), "1, two, Tag", "1, two, day"),
        ("text", "text", "text"),
    ],
)
def test_values_are_shown_as_each_language_writes_them(fact: object, german: str, british: str) -> None:
    assert shown(fact) == british
    language.use("de")
    assert shown(fact) == german


def test_rates() -> None:
    language.use("de")
    assert shown_percent(Decimal("0.19")) == "19\u202f%"
    assert shown_percent(Decimal("0.077")) == "7,7\u202f%"
