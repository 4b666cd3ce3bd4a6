"""What a contract is worth a month, day by day: its recurring net price as it applies, read from the timeline.

A pause, a trial and a free month are worth what they cost: nothing, or the storage price. One-offs, deposits, buyouts
and VAT are no part of it. Source: RULES.md 5 (MRR); DECISIONS 10 for plans with VAT inside.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from domain.billing.cells import cells, is_plain
from domain.billing.retaxed import hire_days_of
from domain.billing.stretches import rated
from domain.billing.tax import BillingParty, TaxRules
from domain.contracts.model import Contract, ContractLine
from domain.contracts.terms import PricesAre
from domain.ids import ContractLineId
from domain.money import Money, half_up_exact
from domain.period import ONE_DAY, Interval, Period, Unit

_WEEK: Final = 7
_WEEKS_A_MONTH: Final = Fraction(52, 12)
_DAYS_A_MONTH: Final = Fraction(365, 12)


@dataclass(frozen=True, slots=True)
class Worth:
    """One line is worth `monthly`, net, on each of these days. `days` without an end: until something changes."""

    line_id: ContractLineId
    days: Period
    monthly: Money


@dataclass(frozen=True, slots=True)
class Valued:
    """`reckoned_until`: nothing is said of that day and later; None: it holds for ever as the timeline stands."""

    worth: tuple[Worth, ...]
    reckoned_until: date | None


def worth_of(contract: Contract, party: BillingParty, rules: TaxRules, until: date) -> Valued:
    """Days that are worth nothing are left out; neighbouring days of one worth are one stretch.

    Open-ended lines whose price counts periods are looked at up to `until`. Rounded once a line.
    Raises TaxRateUnknown.
    """
    found: list[Worth] = []
    reckoned: date | None = None
    for line in contract.lines:
        span = contract.span(line) if line.is_recurring else None
        if span is None:
            continue
        is_open = span.end is None or span.end > until
        if is_open and not _is_steady(contract, line):
            reckoned, span = until, Period(span.start, max(until, span.start + ONE_DAY))
        found += _joined(_line(contract, line, span, _Net(contract, line, party, rules)))
    return Valued(tuple(found), reckoned)


def _is_steady(contract: Contract, line: ContractLine) -> bool:
    """One price from the first day to the last."""
    is_whole = line.bundle is None or not line.bundle.back
    own = [each for each in contract.cycles if each.line_id in (None, line.id)]
    is_alike = is_plain(contract, line) and not own and not contract.terms.has_free_start
    return len(line.versions) == 1 and is_whole and is_alike


def _line(contract: Contract, line: ContractLine, span: Period, net: "_Net") -> Iterator[Worth]:
    if _is_steady(contract, line):
        price, quantity = line.at(span.start)
        for days in net.cut(span):
            yield Worth(line.id, days, net.a_month(price.times(quantity), contract.terms.interval, days.start))
        return
    for cell in cells(contract, line):
        if span.end is not None and cell.covered.start >= span.end:
            return
        for days, rate in rated(contract, line, cell):
            within = days.intersect(span)
            for part in () if within is None else net.cut(within):
                yield Worth(line.id, part, net.a_month(rate.full, cell.rhythm.interval, part.start))


class _Net:
    """Takes VAT out where prices have it inside, at the rate of each day."""

    def __init__(self, contract: Contract, line: ContractLine, party: BillingParty, rules: TaxRules) -> None:
        self._line, self._party, self._rules = line, party, rules
        self._is_gross = contract.terms.prices_are is PricesAre.GROSS
        self._hire_days = hire_days_of(contract)
        self._days = self._turns() if self._is_gross else ()

    def _turns(self) -> tuple[date, ...]:
        """The days on which another rate may begin."""
        changes = [change.from_on for change in self._party.changes]
        countries = {self._party.country, self._rules.seller.country}
        countries |= {change.country for change in self._party.changes if change.country is not None}
        table = self._rules.table.countries
        dated = [each.from_on for country in countries for each in table.get(country, ())]
        return tuple(sorted({day for day in (*changes, *dated) if day is not None}))

    def cut(self, days: Period) -> Iterator[Period]:
        start = days.start
        for day in self._days:
            if day > start and day in days:
                yield Period(start, day)
                start = day
        yield Period(start, days.end)

    def a_month(self, full: Money, interval: Interval, day: date) -> Money:
        amount = full.minor / months_of(interval)
        if self._is_gross and full:
            rate = self._rules.tax(self._line, self._party, day, self._hire_days).rate
            amount = amount / (1 + Fraction(rate) / 100)
        return Money(half_up_exact(amount), full.currency)


def months_of(interval: Interval) -> Fraction:
    """A year is 12 months, a week 12/52 of one, a day 12/365. Source: RULES.md 5."""
    unit, number = interval.measure
    if unit is Unit.MONTH:
        return Fraction(number)
    days = Fraction(number)
    return days / _WEEK / _WEEKS_A_MONTH if number % _WEEK == 0 else days / _DAYS_A_MONTH


def _joined(found: Iterator[Worth]) -> Iterator[Worth]:
    last: Worth | None = None
    for one in found:
        if last is not None and last.days.end == one.days.start and last.monthly == one.monthly:
            last = Worth(last.line_id, Period(last.days.start, one.days.end), last.monthly)
            continue
        if last is not None and last.monthly:
            yield last
        last = one
    if last is not None and last.monthly:
        yield last
