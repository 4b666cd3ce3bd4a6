"""Public holidays in Germany: those of all states, and those of some."""

from datetime import date, timedelta
from functools import cache
from typing import Final

_SOME_FROM_YEAR: Final = (
    # month, day, first year
    (1, 6, 0),  # Epiphany: BW, BY, ST
    (3, 8, 2019),  # Women's Day: BE, since 2023 MV
    (8, 8, 0),  # Peace Festival: the city of Augsburg
    (8, 15, 0),  # Assumption: SL, most of BY
    (9, 20, 2019),  # Children's Day: TH
    (10, 31, 0),  # Reformation: BB, MV, SN, ST, TH, since 2018 HB, HH, NI, SH
    (11, 1, 0),  # All Saints: BW, BY, NW, RP, SL
)
_ONCE: Final = frozenset({date(2020, 5, 8), date(2025, 5, 8), date(2028, 6, 17)})
"""Berlin: 75 and 80 years after the war, 75 years after 17 June 1953."""


@cache
def german_holidays(year: int) -> frozenset[date]:
    """The nine holidays of all German states."""
    easter = easter_sunday(year)
    moving = {easter + timedelta(days=days) for days in (-2, 1, 39, 50)}
    fixed = {date(year, month, day) for month, day in ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))}
    return frozenset(moving | fixed)


@cache
def state_holidays(year: int) -> frozenset[date]:
    """Those of at least one state, without those of all. Sundays that are holidays by name are left out."""
    corpus_christi = easter_sunday(year) + timedelta(days=60)
    fixed = {date(year, month, day) for month, day, since in _SOME_FROM_YEAR if year >= since}
    once = {day for day in _ONCE if day.year == year}
    return frozenset(fixed | once | {corpus_christi, _repentance_day(year)})


def _repentance_day(year: int) -> date:
    """The Wednesday before 23 November, a holiday in Saxony."""
    day = date(year, 11, 22)
    return day - timedelta(days=(day.weekday() - 2) % 7)


def easter_sunday(year: int) -> date:
    """Gregorian Easter by the method of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - b // 4 - g + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return date(year, month, day + 1)
