"""What a campaign does to one contract: which lines, from which day, which price. The preview and the deed share it.

Prices agreed for a counted number of periods are promises: what follows them changes.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Final

from domain.billing.cells import cells
from domain.billing.periods import next_period_start, rhythm_on
from domain.billing.stretches import price_on
from domain.contracts.model import Contract, ContractLine
from domain.contracts.parts import Phase
from domain.contracts.price_campaign import (
    RUNNING,
    Concerned,
    Consent,
    InTerm,
    LeftOut,
    LinePrice,
    Oddity,
    PriceRule,
)
from domain.contracts.renewals import running_term_end
from domain.money import Money
from domain.period import ONE_DAY, Interval, Unit

_PER_YEAR: Final = {Unit.DAY: Decimal(365), Unit.WEEK: Decimal(365) / 7, Unit.MONTH: Decimal(12), Unit.YEAR: Decimal(1)}
_BIG: Final = Decimal(20)
"""Percent above which a person should look."""
_SOON: Final = timedelta(days=60)
_MOST_CELLS: Final = 2000


def concerned(contract: Contract, rule: PriceRule, effective_on: date, *, is_consumer: bool) -> Concerned:
    """What a campaign does to one contract, or why it does nothing."""
    nothing = Money(0, rule.currency)

    def left_out(why: LeftOut) -> Concerned:
        return Concerned(contract.id, contract.number, (), nothing, nothing, Consent.LEFT_OUT, why)

    if contract.status not in RUNNING or contract.terms.currency != rule.currency:
        return left_out(LeftOut.NOT_RUNNING)
    found: list[tuple[ContractLine, LinePrice]] = []
    nothing_why = LeftOut.NO_CHANGE
    for line in contract.lines:
        price = _price_of(contract, line, rule, effective_on, is_consumer=is_consumer)
        if isinstance(price, LinePrice):
            found.append((line, price))
        elif price is not None:
            nothing_why = price
    if not found:
        return left_out(nothing_why)
    before = after = nothing
    for line, price in found:
        quantity = line.at(price.from_on)[1]
        times = quantity * _PER_YEAR[price.interval.unit] / price.interval.count
        before, after = before + price.old.times(times), after + price.new.times(times)
    made = Concerned(contract.id, contract.number, tuple(price for _, price in found), before, after)
    return replace(made, oddity=_oddity(contract, made, effective_on))


def repriced(contract: Contract, prices: tuple[LinePrice, ...]) -> Contract:
    """The timeline with the announced prices; a line whose price is another one by now, or that ends, stays."""
    changed = contract
    for coming in holding(contract, prices):
        changed = _with_price(changed, contract.line(coming.line_id), coming.from_on, coming.new)
    return changed


def holding(contract: Contract, prices: tuple[LinePrice, ...]) -> tuple[LinePrice, ...]:
    """Those of the announced prices that come true for the timeline as it is, each with the day it really begins."""
    found: list[LinePrice] = []
    for announced in prices:
        line = next((each for each in contract.lines if each.id == announced.line_id), None)
        first = None if line is None else _first_day(contract, line, announced.from_on)
        if line is not None and first is not None and price_on(contract, line, first) == announced.old:
            found.append(replace(announced, from_on=first))
    return tuple(found)


def _price_of(
    contract: Contract, line: ContractLine, rule: PriceRule, effective_on: date, *, is_consumer: bool
) -> LinePrice | LeftOut | None:
    """None: the rule says nothing about this line."""
    if not line.is_recurring or rule.new_price(Money(0, rule.currency), line.plan_on(effective_on)) is None:
        return None
    first = _first_day(contract, line, effective_on)
    if first is None:
        return LeftOut.ENDS_BEFORE
    old = price_on(contract, line, first)
    new = rule.new_price(old, line.plan_on(first))
    if new is None or new == old:
        return LeftOut.NO_CHANGE
    if old < new and rule.in_term is not InTerm.ALTHOUGH:
        free_on = _after_term(contract, is_consumer=is_consumer)
        if free_on is not None and first < free_on:
            return _waiting(contract, line, rule, free_on)
    return _line_price(contract, line, first, old, new)


def _waiting(contract: Contract, line: ContractLine, rule: PriceRule, free_on: date) -> LinePrice | LeftOut:
    if rule.in_term is InTerm.LEAVE_OUT:
        return LeftOut.IN_TERM
    first = _first_day(contract, line, free_on)
    if first is None:
        return LeftOut.ENDS_BEFORE
    old = price_on(contract, line, first)
    new = rule.new_price(old, line.plan_on(first))
    return LeftOut.NO_CHANGE if new is None or new == old else _line_price(contract, line, first, old, new)


def _line_price(contract: Contract, line: ContractLine, first: date, old: Money, new: Money) -> LinePrice:
    interval: Interval = rhythm_on(contract, line, first).interval
    return LinePrice(line.id, line.title_on(first), first, old, new, interval)


def _after_term(contract: Contract, *, is_consumer: bool) -> date | None:
    last = running_term_end(contract, is_consumer=is_consumer)
    return None if last is None else last + ONE_DAY


def _first_day(contract: Contract, line: ContractLine, day: date) -> date | None:
    """The line's first period that begins on the day or later, after the prices agreed for a number of periods; None:
    the line is over by then."""
    span = contract.span(line)
    if span is None:
        return None
    start = max(span.start, day)
    first = start if start == span.start else next_period_start(contract, line, start - ONE_DAY)
    if _has_phases(line, first):
        first = _after_phases(contract, line, first) or date.max
    return first if first in span else None


def _has_phases(line: ContractLine, day: date) -> bool:
    """Whether phases still say the price; a dated change of price took their place otherwise."""
    return bool(line.phased_on(day)[1])


def _after_phases(contract: Contract, line: ContractLine, day: date) -> date | None:
    counted_from, phases = line.phased_on(day)
    counted = _counted(phases)
    for n, cell in enumerate(cells(contract, line, day)):
        if cell.covered.start >= day and cell.paid_since(counted_from) >= counted and not cell.is_trial:
            return cell.covered.start
        if n >= _MOST_CELLS:
            break
    return None


def _counted(phases: tuple[Phase, ...]) -> int:
    return sum(phase.periods for phase in phases if phase.periods is not None)


def _with_price(contract: Contract, line: ContractLine, first: date, price: Money) -> Contract:
    """A dated change; where counted phases are still to come, the price that follows them, so that it moves as they do
    when the contract rests."""
    counted_from, phases = line.phased_on(first)
    cell = next(cells(contract, line, first), None) if phases else None
    counted = tuple(phase for phase in phases if phase.periods is not None)
    if cell is None or not counted or cell.paid_since(counted_from) > _counted(counted):
        return contract.price_changed(line.id, first, price)
    if counted_from is None:
        changed = replace(line, phases=(*counted, Phase(None, price)))
    else:
        versions = (
            replace(each, price=price, phases=counted) if each.from_on == counted_from else each
            for each in line.versions
        )
        changed = replace(line, versions=tuple(versions))
    return replace(contract, lines=tuple(changed if each.id == line.id else each for each in contract.lines))


def _oddity(contract: Contract, made: Concerned, effective_on: date) -> Oddity:
    first = made.from_on or effective_on
    if made.percent is not None and abs(made.percent) > _BIG:
        return Oddity.BIG_JUMP
    if contract.end_on is not None and contract.end_on < first + _SOON:
        return Oddity.ENDS_SOON
    dated = (version for line in contract.lines for version in line.versions[1:] if version.price is not None)
    if any(version.from_on is not None and version.from_on > first for version in dated):
        return Oddity.LATER_PRICE
    lines = [line for line in contract.lines if any(line.id == price.line_id for price in made.lines)]
    if any(_has_discount(contract, line, first) for line in lines):
        return Oddity.DISCOUNT
    if any(_has_phases(line, first) for line in lines):
        return Oddity.AFTER_PHASES
    days = {price.line_id: price.from_on for price in made.lines}
    waits = any(days[line.id] != _first_day(contract, line, effective_on) for line in lines)
    return Oddity.AFTER_TERM if waits else Oddity.NONE


def _has_discount(contract: Contract, line: ContractLine, day: date) -> bool:
    return bool(contract.discounts) and any(cell.discounts for cell in islice(cells(contract, line, day), 1))
