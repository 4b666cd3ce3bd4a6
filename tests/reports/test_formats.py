"""Numbers as people in the reader's country write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from babel import Locale
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Currency, Money
from reports import formats

DE, EN = Locale("de", "DE"), Locale("en", "GB")


@pytest.mark.parametrize(
    ("amount", "german", "english"),
    [
        (Money(0), "0,00\u00a0€", "€0.00"),
        (Money(-1234550), "−12.345,50\u00a0€", "−€12,345.50"),
        (Money(123450, Currency("CHF")), "1.234,50\u00a0CHF", "CHF\u00a01,234.50"),
        (Money(100, Currency("GBP")), "1,00\u00a0£", "£1.00"),
    ],
)
def test_money_by_language(amount, german, english):
    assert formats.money(amount, DE) == german
    assert formats.money(amount, EN) == english


@given(st.integers(-(10**15), 10**15), st.sampled_from([DE, EN]))
def test_no_cent_is_lost_between_the_books_and_the_paper(minor, locale):
    shown = formats.amount(Money(minor), locale)
    assert parse_decimal(shown.replace("−", "-"), locale=locale) == Money(minor).decimal()


def test_rates_and_quantities_have_no_needless_zeros():
    assert formats.rate(Decimal("19.00"), DE) == "19\u00a0%"
    assert formats.rate(Decimal("8.1"), EN) == "8.1%"
    assert formats.number(Decimal("1.000"), DE) == "1"
    assert formats.number(Decimal("2.50"), DE) == "2,5"
    assert formats.number(12345, EN) == "12,345"


def test_days_show_first_and_last():
    assert formats.days(date(2026, 1, 31), date(2026, 2, 27), DE) == "31.01.2026 – 27.02.2026"
    assert formats.days(date(2026, 1, 31), date(2026, 1, 31), EN) == "31 Jan 2026"


def test_instants_are_told_in_the_legal_zone():
    assert formats.instant(datetime(2026, 7, 1, 22, 5, tzinfo=UTC), DE) == ("02.07.2026", "00:05")


def test_an_iban_stands_in_groups_of_four():
    assert formats.iban("DE02 120300000000202051") == "DE02\u00a01203\u00a00000\u00a00000\u00a02020\u00a051"


@given(st.text())
def test_printable_text_is_one_line_without_control_characters(text):
    shown = formats.printable(text)
    assert shown.isprintable() or all(sign.isprintable() or not sign.isascii() for sign in shown)
    assert formats.printable(shown) == shown
    assert "\n" not in shown
    assert "\u202e" not in shown
