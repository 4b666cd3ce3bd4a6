"""Numbers, money and days as people in the reader's country write them. Source: CLDR, through Babel."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from domain.clock import LEGAL_ZONE
from domain.money import Money
from domain.period import Interval

_DAY: Final = {"de": "dd.MM.yyyy", "en": "d MMM yyyy"}
_MINUS: Final = "−"
_LETTER_THEN_DIGIT: Final = re.compile(r"(?<=[A-Za-z])(?=[0-9])")
"""CLDR sets a blank between a currency's letters and its digits (currencySpacing); Babel leaves it out."""
_GROUPS: Final = 4


def money(amount: Money, locale: Locale) -> str:
    """With its currency: "1.234,50 €", "CHF 1,234.50"."""
    text = format_currency(amount.decimal(), amount.currency, locale=locale, currency_digits=False)
    return _signed(_LETTER_THEN_DIGIT.sub("\u00a0", text))


def amount(value: Money, locale: Locale) -> str:
    """Without its currency, for columns whose head names it. Always two decimals."""
    return _signed(format_decimal(value.decimal(), format="#,##0.00", locale=locale))


def number(value: Decimal | int, locale: Locale) -> str:
    """A count or a measure, without needless zeros behind the comma."""
    return _signed(format_decimal(value, format="#,##0.######", locale=locale))


def rate(percent: Decimal, locale: Locale) -> str:
    """A rate given in percent: "19 %"."""
    blank = "\u00a0" if locale.language == "de" else ""
    return format_percent(percent / 100, format=f"#,##0.##{blank}%", locale=locale)


def day(value: date, locale: Locale) -> str:
    """Short, with the year in four digits: "22.11.2026", "22 Nov 2026"."""
    return format_date(value, format=_DAY[locale.language], locale=locale)


def days(first: date, last: date, locale: Locale) -> str:
    """First to last day, both included; one day alone stands for itself."""
    return day(first, locale) if first == last else f"{day(first, locale)} – {day(last, locale)}"


def instant(value: datetime, locale: Locale) -> tuple[str, str]:
    """Day and time in the legal zone."""
    here = value.astimezone(LEGAL_ZONE)
    return day(here.date(), locale), format_time(here, format="HH:mm", locale=locale)


def length(interval: Interval, locale: Locale) -> str:
    """ "month" for one, "3 months" for more."""
    words: str = format_unit(interval.count, f"duration-{interval.unit}", locale=locale)
    return words.removeprefix("1").strip() if interval.count == 1 else words


def country(code: str, locale: Locale) -> str:
    """The name of a country; the code where CLDR knows none."""
    return str(locale.territories.get(code, code))


def iban(text: str) -> str:
    """In groups of four, as it stands on bank cards."""
    plain = text.replace(" ", "")
    return "\u00a0".join(plain[start : start + _GROUPS] for start in range(0, len(plain), _GROUPS))


def printable(text: str) -> str:
    """One line without control and invisible characters, composed (NFC): names come from anywhere."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in composed)
    return " ".join(part for part in "".join(s for s in seen if unicodedata.category(s) != "Cf").split(" ") if part)


def _signed(text: str) -> str:
    return text.replace("-", _MINUS, 1)
