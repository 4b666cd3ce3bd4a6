"""What comes back, summed by rhythm: 79 a month and 12 every three weeks stay two sums, and are never 91."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from domain.billing.periods import rhythm_on
from domain.billing.stretches import of_parts
from domain.contracts.model import Contract, ContractLine
from domain.money import EUR, Currency, Money, half_up_exact, total
from domain.period import Interval, Unit

_DAYS_A_MONTH: Final = Fraction(146097, 4800)
"""The mean month of the Gregorian calendar: 400 years are 146097 days."""


@dataclass(frozen=True, slots=True)
class Rate:
    """An amount for every interval."""

    amount: Money
    interval: Interval


@dataclass(frozen=True, slots=True)
class Recurring:
    """One sum for each rhythm, in the order in which the rhythms came. Empty: nothing comes back."""

    rates: tuple[Rate, ...] = ()

    def __bool__(self) -> bool:
        return any(rate.amount for rate in self.rates)

    @property
    def currency(self) -> Currency:
        return self.rates[0].amount.currency if self.rates else EUR

    @property
    def a_month(self) -> Money:
        """What all rates together come to in a mean month, rounded once: for sorting and comparing, never charged.

        Raises CurrencyMismatch.
        """
        total((rate.amount for rate in self.rates), self.currency)
        found = sum((rate.amount.minor / _months(rate.interval) for rate in self.rates), Fraction())
        return Money(half_up_exact(found), self.currency)


NOTHING: Final = Recurring()


def summed(rates: Iterable[Rate]) -> Recurring:
    """Rates of one rhythm as one sum: twelve months are a year, however it was entered. Raises CurrencyMismatch."""
    sums: dict[tuple[Unit, int], Rate] = {}
    for rate in rates:
        known = sums.get(rate.interval.measure)
        amount = rate.amount if known is None else known.amount + rate.amount
        sums[rate.interval.measure] = Rate(amount, rate.interval if known is None else known.interval)
    return Recurring(tuple(sums.values()))


def recurring_on(contract: Contract, day: date) -> Recurring:
    """What full periods cost by the lines that run on `day` or begin later (for a draft: all lines), as agreed: phases,
    discounts and pauses are not looked at."""
    lines = [line for line in contract.lines if line.is_recurring]
    if contract.start_on is None:
        return summed(_agreed(contract, line, day) for line in lines)
    spans = ((line, contract.span(line)) for line in lines)
    running = [line for line, span in spans if span is not None and (span.end is None or day < span.end)]
    return summed(_running(contract, line, day) for line in running)


def recurring_as_ordered(contract: Contract) -> Recurring:
    """What was agreed with the order: its lines at their first price and rhythm, whatever changed since."""
    ordered = [line for line in contract.lines if line.is_recurring and line.start_on is None]
    return summed(_agreed(contract, line, date.min) for line in ordered)


def agreed_interval(contract: Contract, line: ContractLine) -> Interval:
    """The line's own rhythm from its first day on, else the contract's."""
    own = (each.interval for each in contract.cycles if each.line_id == line.id and each.from_on is None)
    return next(own, contract.terms.interval)


def _agreed(contract: Contract, line: ContractLine, day: date) -> Rate:
    price, quantity = line.at(day)
    return Rate(price.times(quantity), agreed_interval(contract, line))


def _running(contract: Contract, line: ContractLine, day: date) -> Rate:
    price, quantity = of_parts(contract, line, day, line.at(day))
    return Rate(price.times(quantity), rhythm_on(contract, line, day).interval)


def _months(interval: Interval) -> Fraction:
    unit, number = interval.measure
    return Fraction(number) if unit is Unit.MONTH else number / _DAYS_A_MONTH
