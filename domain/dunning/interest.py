"""Interest of a late payment by law: exact, by actual days, rounded once.

Source: sections 187, 247, 288 BGB; RULES.md 3.8; DECISIONS 17 (actual days over 365 or 366).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from domain.errors import InvalidInput
from domain.money import Money, half_up_exact
from domain.period import ONE_DAY

_JULY: Final = 7
_PERCENT: Final = 100


class BaseRatesWrong(InvalidInput):
    """One rate for each half-year: from 1 January or 1 July, none twice, and within reason."""

    code = "base_rates_wrong"


@dataclass(frozen=True, slots=True)
class BaseRate:
    """The base rate of section 247 BGB in percent, from that 1 January or 1 July on, for one half-year."""

    from_on: date
    percent: Decimal


STANDARD_RATES: Final = (
    BaseRate(date(2022, 7, 1), Decimal("-0.88")),
    BaseRate(date(2023, 1, 1), Decimal("1.62")),
    BaseRate(date(2023, 7, 1), Decimal("3.12")),
    BaseRate(date(2024, 1, 1), Decimal("3.62")),
    BaseRate(date(2024, 7, 1), Decimal("3.37")),
    BaseRate(date(2025, 1, 1), Decimal("2.27")),
    BaseRate(date(2025, 7, 1), Decimal("1.27")),
    BaseRate(date(2026, 1, 1), Decimal("1.27")),
)
"""As the Bundesbank published them; the owner adds the next ones. Claims from before 2022 have lapsed."""


def check_rates(rates: Sequence[BaseRate], most: int = 200) -> None:
    """Raises BaseRatesWrong."""
    days = [each.from_on for each in rates]
    is_half_year = all(day.day == 1 and day.month in (1, _JULY) for day in days)
    in_order = all(a < b for a, b in pairwise(days))
    in_reason = all(abs(each.percent) <= _PERCENT and each.percent.is_finite() for each in rates)
    if not (is_half_year and in_order and in_reason and len(rates) <= most):
        raise BaseRatesWrong(most=most)


@dataclass(frozen=True, slots=True)
class Owed:
    """What was open from a day on, until the next row."""

    from_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Stretch:
    """One line of the account of interest: days (both counted), what was open, and percent a year."""

    first_day: date
    last_day: date
    amount: Money
    percent: Decimal

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    @property
    def exact(self) -> Fraction:
        """In minor units, not rounded. It lies within one year."""
        year = 366 if _is_leap(self.first_day.year) else 365
        return Fraction(self.amount.minor * self.days, year) * Fraction(self.percent) / _PERCENT


@dataclass(frozen=True, slots=True)
class Interest:
    """`amount` is rounded once. `unknown_from`: the first day of a half-year whose base rate nobody entered; nothing
    is claimed from there on. None: all days are known."""

    amount: Money
    stretches: tuple[Stretch, ...]
    unknown_from: date | None = None


def interest(
    owed: Sequence[Owed], first_day: date, last_day: date, points: Decimal, rates: Sequence[BaseRate]
) -> Interest:
    """For the days from `first_day` to `last_day`, both counted. `owed` is in order of days; `points` over the base."""
    stretches: list[Stretch] = []
    unknown = None
    nothing = Money(0, owed[0].amount.currency) if owed else Money(0)
    for start, end in _cuts(owed, first_day, last_day):
        amount = next((each.amount for each in reversed(owed) if each.from_on <= start), nothing)
        rate = next((each for each in rates if each.from_on == _half_year(start)), None)
        if amount.minor <= 0:
            continue
        if rate is None:
            unknown = start if unknown is None else unknown
            break
        stretches.append(Stretch(start, end, amount, max(rate.percent + points, Decimal(0))))
    whole = half_up_exact(sum((each.exact for each in stretches), Fraction(0)))
    return Interest(Money(whole, nothing.currency), _joined(stretches), unknown)


def _cuts(owed: Sequence[Owed], first_day: date, last_day: date) -> list[tuple[date, date]]:
    """Pieces within a half-year in which the same was open."""
    if last_day < first_day:
        return []
    starts = {first_day, *(each.from_on for each in owed if first_day < each.from_on <= last_day)}
    for year in range(first_day.year, last_day.year + 1):
        starts |= {day for day in (date(year, 1, 1), date(year, _JULY, 1)) if first_day < day <= last_day}
    days = [*sorted(starts), last_day + ONE_DAY]
    return [(start, end - ONE_DAY) for start, end in pairwise(days)]


def _joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Neighbours of one year with the same amount and rate are one line."""
    found: list[Stretch] = []
    for each in stretches:
        last = found[-1] if found else None
        if (
            last is not None
            and last.last_day + timedelta(days=1) == each.first_day
            and (last.amount, last.percent, last.first_day.year) == (each.amount, each.percent, each.first_day.year)
        ):
            found[-1] = Stretch(last.first_day, each.last_day, each.amount, each.percent)
        else:
            found.append(each)
    return tuple(found)


def _half_year(day: date) -> date:
    return date(day.year, _JULY if day.month >= _JULY else 1, 1)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
