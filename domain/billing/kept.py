"""Rent after the end: what is owed for things that stayed with the customer, from the day after the end to receipt.

A kind of charge of its own, no longer contract: the daily share of the last rent, asked for afterwards, period by
period as the line's rhythm would go on. Source: section 546a BGB; BILLING.md, lesson 24.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from domain.billing.model import Charge, ChargeKind, Reason
from domain.billing.periods import rhythm_on
from domain.billing.proration import Rate, worth
from domain.billing.stretches import of_parts, rate_on
from domain.contracts.model import Contract, ContractLine
from domain.contracts.parts import Kept
from domain.money import Money
from domain.period import ONE_DAY, Period


class _Stretch(NamedTuple):
    """Days on which `quantity` things were kept, within one period of the rhythm. `period` has an end."""

    full: Period
    period: Period
    due_on: date
    quantity: int


def kept_charges(contract: Contract, line: ContractLine, until: date, covering: date | None) -> list[Charge]:
    """In order of days: what is due on or before `until`, or belongs to periods that begin by `covering`."""
    found: list[Charge] = []
    for each in _stretches(contract, line):
        if each.full.start > max(until, covering or until):
            break
        if each.due_on <= until or (covering is not None and each.full.start <= covering):
            found.append(_charge(contract, line, each))
    return found


def next_kept_due(contract: Contract, line: ContractLine, after: date | None) -> date | None:
    """The first day after `after` on which such a charge is due; None: never again."""
    return next((each.due_on for each in _stretches(contract, line) if after is None or each.due_on > after), None)


def _stretches(contract: Contract, line: ContractLine) -> Iterator[_Stretch]:
    """Endless while a thing is out."""
    span, mine = contract.span(line), [each for each in contract.kept if each.line_id == line.id]
    if span is None or span.end is None or not mine:
        return
    rhythm = rhythm_on(contract, line, span.end - ONE_DAY)
    n = rhythm.index_of(span.end)
    while True:
        try:
            full = Period(rhythm.start_of(n), rhythm.start_of(n + 1))
        except (ValueError, OverflowError):  # the last day that calendars know
            return
        days = full.intersect(Period(span.end, _past(mine)))
        if days is None or days.end is None:
            return
        yield from _cut(full, days, mine)
        n += 1


def _past(kept: list[Kept]) -> date | None:
    """The day after the last thing came back; None: not yet."""
    days = [each.back_on for each in kept]
    known = [day for day in days if day is not None]
    return None if len(known) < len(days) else max(known) + ONE_DAY


def _cut(full: Period, days: Period, kept: list[Kept]) -> Iterator[_Stretch]:
    """By how many things were still out; the day of receipt counts."""
    cuts = {each.back_on + ONE_DAY for each in kept if each.back_on is not None}
    start, end = days.start, days.end or days.start
    for day in sorted({day for day in cuts if start < day < end} | {end}):
        quantity = sum(each.quantity for each in kept if each.back_on is None or each.back_on >= start)
        if quantity:
            yield _Stretch(full, Period(start, day), end, quantity)
        start = day


def _charge(contract: Contract, line: ContractLine, each: _Stretch) -> Charge:
    rate, quantity = _last_rate(contract, line), Decimal(each.quantity)
    off = rate.off if quantity == rate.quantity else rate.off.times(quantity / rate.quantity)
    if line.bundle is not None:
        rate = _bundle_rate(contract, line, each.period.start)
        quantity, off = rate.quantity, rate.off
    nothing = Money(0, contract.terms.currency)
    days, of_days = each.period.days, each.full.days
    amount = worth(rate.price, quantity, off, days, of_days)
    return Charge(
        *(line, ChargeKind.USE_AFTER_END, Reason.USE_AFTER_END, each.period, days, of_days, rate.price, quantity),
        *(amount, each.due_on, off, nothing, nothing),
    )


def _bundle_rate(contract: Contract, line: ContractLine, day: date) -> Rate:
    """What a bundle costs for a day after the end, without the pieces that are back by then."""
    whole = _last_rate(contract, replace(line, bundle=None))
    price, quantity = of_parts(contract, line, day, (whole.price, whole.quantity))
    rest, all_of_it = price.times(quantity), whole.price.times(whole.quantity)
    off = whole.off.times(Decimal(rest.minor) / all_of_it.minor) if all_of_it else whole.off
    return Rate(price, quantity, off, whole.shared)


def _last_rate(contract: Contract, line: ContractLine) -> Rate:
    """What applied on the last day; where that was free (trial), the price agreed for afterwards."""
    span = contract.span(line)
    last_day = (span.end if span is not None and span.end is not None else date.min + ONE_DAY) - ONE_DAY
    rate = rate_on(contract, line, last_day)
    if rate.price:
        return rate
    price, quantity = line.at(last_day)
    return Rate(price, quantity, Money(0, price.currency), Money(0, price.currency))
