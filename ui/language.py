"""The language of the screens: texts from gettext catalogues, and values shown as CLDR says, by Babel, which is
imported with the first of them.

English texts stand in the code. Mark with `_` where a text is shown at once, with `N_` where it is kept and shown
later through `_`. The catalogue is read at run time from `resources/locale/<language>/LC_MESSAGES/app.po`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from domain.clock import LEGAL_ZONE
from domain.money import Money
from domain.period import Period
from ui.catalogue import Texts, texts_of

if TYPE_CHECKING:
    from babel import Locale

LOCALES: Final = {"de": "de_DE", "en": "en_GB"}
"""Language of the screens → CLDR locale of its numbers and dates."""

_CATALOGUES: Final = Path(__file__).resolve().parent.parent / "resources" / "locale"


@dataclass(slots=True)
class _Current:
    language: str = "en"
    texts: Texts = field(default_factory=dict)


_current = _Current()
_spoken: ContextVar[_Current | None] = ContextVar("spoken", default=None)


def _now() -> _Current:
    return _spoken.get() or _current


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """For what runs inside, and for nobody else: a page is written in its reader's language. Raises ValueError."""
    if language not in LOCALES:
        raise ValueError(f"no such language: {language}")
    token = _spoken.set(_Current(language, _catalogue(language)))
    try:
        yield
    finally:
        _spoken.reset(token)


def use(language: str) -> None:
    """Shows everything from now on in `language`; screens already built have to be built again.

    Raises:
        ValueError: there is no such language.
    """
    if language not in LOCALES:
        raise ValueError(f"no such language: {language}")
    _current.language, _current.texts = language, _catalogue(language)


def current_language() -> str:
    """The language in use, "de" or "en"."""
    return _now().language


@cache
def _catalogue(chosen: str) -> Texts:
    path = _CATALOGUES / chosen / "LC_MESSAGES" / "app.po"
    if not path.exists():
        return {}
    return texts_of(path.read_text(encoding="utf-8"))


def _(text: str) -> str:
    """The text in the language of the screen; the English text where the catalogue has none."""
    found = _now().texts.get(text, text) if text else ""
    return found if isinstance(found, str) else text


def N_(text: str) -> str:
    return text


def ngettext(one: str, many: str, number: int) -> str:
    """The singular or plural form for `number`, `{count}` still in it. German and English: 1 is singular."""
    found = _now().texts.get((one, many))
    if isinstance(found, tuple) and all(found):
        return found[0] if number == 1 else found[-1]
    return one if number == 1 else many


def count(one: str, many: str, number: int) -> str:
    """`ngettext` with its `{count}` filled in: `count("{count} row", "{count} rows", 3)`."""
    return ngettext(one, many, number).format(count=number)


def locale() -> "Locale":
    from babel import Locale

    return Locale.parse(LOCALES[_now().language])


def shown_money(amount: Money) -> str:
    """79,00 € in German, €79.00 in English."""
    from babel import numbers

    return numbers.format_currency(amount.decimal(), amount.currency, locale=locale())


def typed_number(number: Decimal) -> str:
    """As one types it into a spreadsheet: 1234,50 in German, 1234.50 in English."""
    from babel import numbers

    return str(number).replace(".", numbers.get_decimal_symbol(locale()))


def shown_date(day: date) -> str:
    """31.01.2027 in German, 31 Jan 2027 in English."""
    from babel import dates

    return dates.format_date(day, "medium", locale=locale())


def shown_time(instant: datetime, seconds: bool = False) -> str:
    """The time of day in the legal zone: 10:42, with `seconds` 10:42:07."""
    from babel import dates

    return dates.format_time(instant, "HH:mm:ss" if seconds else "HH:mm", tzinfo=LEGAL_ZONE, locale=locale())


def shown_instant(instant: datetime) -> str:
    """Day and time of day in the legal zone: 12.11.2026, 08:03."""
    return f"{shown_date(instant.astimezone(LEGAL_ZONE).date())}, {shown_time(instant)}"


def shown_period(period: Period) -> str:
    """First and last day, both included; an open period shows only its first."""
    if period.last_day is None:
        return _("from {day}").format(day=shown_date(period.first_day))
    return f"{shown_date(period.first_day)} – {shown_date(period.last_day)}"


def shown_percent(rate: Decimal) -> str:
    """0.19 as 19 %, 0.077 as 7,7 %."""
    from babel import numbers

    return numbers.format_percent(rate, "#,##0.##\u202f%", locale=locale())


def _shown_number(number: Decimal) -> str:
    from babel import numbers

    return numbers.format_decimal(number, locale=locale())


def shown(fact: object) -> str:
    """Any plain value as a person reads it: money, days, instants, periods, numbers, codes, lists, None as a dash."""
    from ui.labels import label  # labels are texts and need this module first

    for kind, show in _SHOWN:
        if isinstance(fact, kind):
            return show(fact)
    if fact is None:
        return "–"
    if isinstance(fact, Enum):
        return label(fact)
    if isinstance(fact, tuple | list | frozenset | set):
        return ", ".join(shown(part) for part in fact)
    return str(fact)


_SHOWN: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, lambda fact: _("yes") if fact else _("no")),
    (Money, shown_money),
    (Period, shown_period),
    (datetime, shown_instant),
    (date, shown_date),
    (Decimal, _shown_number),
)
