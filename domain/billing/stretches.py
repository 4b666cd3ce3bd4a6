"""What the days of one period cost as price, quantity, discounts and pauses have it. One day has one price."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from domain.billing.cells import Cell, cells, is_for
from domain.billing.periods import charged_from, counted_days, rhythm_on
from domain.billing.proration import Piece, Rate, Stretch, charged_parts, rules_of
from domain.contracts.model import Contract, ContractLine
from domain.contracts.parts import Discount, Pause
from domain.money import Money, half_up
from domain.period import Period

_HUNDRED: Final = Decimal(100)


def stretches(contract: Contract, line: ContractLine, cell: Cell) -> Iterator[Stretch]:
    """The charged days of one period, in order; none in a pause without storage price."""
    rules = rules_of(contract.terms, line, cell.rhythm.interval)
    pieces = list(rated(contract, line, cell))
    if len(pieces) == 1 and pieces[0][0] == cell.full:
        period, rate = pieces[0]
        of_days = counted_days(rules.of_full(), rules.interval, period)
        yield Stretch(period, rate, of_days, of_days, rate.full)
    elif pieces:
        yield from charged_parts(cell.full, pieces, rules)


def rate_on(contract: Contract, line: ContractLine, day: date) -> Rate:
    """What a full period costs as it applies on a day; the plain price in a pause or outside of the line's days."""
    for cell in cells(contract, line, day):
        if day in cell.covered:
            rate = _rate(contract, line, cell, day, None)
            if rate is not None:
                return rate
        break
    price, quantity = of_parts(contract, line, day, line.at(day))
    nothing = Money(0, price.currency)
    return Rate(price, quantity, nothing, nothing)


def of_parts(contract: Contract, line: ContractLine, day: date, agreed: tuple[Money, Decimal]) -> tuple[Money, Decimal]:
    """Price and quantity to be charged for a day: of a bundle, when pieces of it are back, what the rest costs."""
    if line.bundle is None or not line.bundle.back:
        return agreed
    interval = rhythm_on(contract, line, day).interval
    return line.bundle.rest(agreed[0], interval, line.taken_on(day), day)


def price_on(contract: Contract, line: ContractLine, day: date) -> Money:
    """The agreed price of one unit on a day, phases looked at; trial, pauses and discounts are not."""
    if line.has_phases:
        cell = next(cells(contract, line, day), None)
        price = None if cell is None or day not in cell.covered else phase_price(line, cell, day)
        if price is not None:
            return price
    price, _ = line.at(day)
    return price


def rated(contract: Contract, line: ContractLine, cell: Cell) -> Iterator[Piece]:
    """The charged days cut wherever price, quantity or a pause change."""
    start = cell.covered.start
    rate = _rate(contract, line, cell, start, _pause_on(cell, start))
    for day in _changes(line, cell):
        new = _rate(contract, line, cell, day, _pause_on(cell, day))
        if new != rate:
            if rate is not None:
                yield Period(start, day), rate
            start, rate = day, new
    if rate is not None:
        yield Period(start, cell.covered.end), rate


def _changes(line: ContractLine, cell: Cell) -> list[date]:
    """The days within a period on which something may change, in order."""
    days = {version.from_on for version in line.versions[1:] if version.from_on is not None}
    days |= line.bundle.days if line.bundle is not None else frozenset()
    for pause in cell.pauses:
        days |= {pause.from_on} | ({pause.resume_on} if pause.resume_on is not None else set())
    return sorted(day for day in days if day > cell.covered.start and day in cell.covered)


def _pause_on(cell: Cell, day: date) -> Pause | None:
    if cell.pause is not None:
        return cell.pause
    return next((pause for pause in cell.pauses if day in pause.days), None)


def _rate(contract: Contract, line: ContractLine, cell: Cell, day: date, pause: Pause | None) -> Rate | None:
    """What applies on a day; None: nothing is charged for it."""
    price, quantity = line.at(day)
    nothing = Money(0, price.currency)
    if pause is not None:
        if pause.storage_price is None:
            return None
        if line.bundle is not None and line.bundle.back:
            return Rate(*line.bundle.stored(pause.storage_price, line.taken_on(day), day), nothing, nothing)
        return Rate(pause.storage_price, quantity, nothing, nothing)
    if cell.is_trial:
        return Rate(nothing, quantity, nothing, nothing)
    in_phase = phase_price(line, cell, day)
    price, quantity = of_parts(contract, line, day, (price if in_phase is None else in_phase, quantity))
    if not cell.discounts:
        return Rate(price, quantity, nothing, nothing)
    return Rate(price, quantity, *_taken_off(contract, line, cell, price.times(quantity)))


def phase_price(line: ContractLine, cell: Cell, day: date) -> Money | None:
    """The price of the phase that the period counts to; None when a dated change of price took the phases' place, or
    all of them are over. What is left of a period in which a change begins costs as the first of its phases."""
    counted_from, phases = line.phased_on(day)
    until = 0
    for phase in phases:
        if phase.periods is None:
            return phase.price
        until += phase.periods
        if cell.paid_since(counted_from) < until:
            return phase.price
    return None


def _taken_off(contract: Contract, line: ContractLine, cell: Cell, full: Money) -> tuple[Money, Money]:
    """What discounts take off a full period, and the part of it that lines share; never more than the price."""
    off = shared = 0
    for discount in cell.discounts:
        left = full.minor - off
        if discount.percent is not None:
            part, is_shared = half_up(full.minor * discount.percent / _HUNDRED), False
        else:
            part, is_shared = _part_of_amount(contract, line, cell, discount)
        part = min(part, left)
        off += part
        shared += part if is_shared else 0
    return Money(off, full.currency), Money(shared, full.currency)


def _part_of_amount(contract: Contract, line: ContractLine, cell: Cell, discount: Discount) -> tuple[int, bool]:
    """This line's part of an amount, by largest remainder over what the lines cost; whether there are others."""
    if discount.amount is None:
        return 0, False
    day = cell.covered.start
    sharing = [each for each in contract.lines if is_for(discount, each) and _is_there(contract, each, day)]
    if len(sharing) < 2:
        return discount.amount.minor, False
    weights = [_weight(contract, each, day) for each in sharing]
    parts = discount.amount.split(weights)
    return parts[[each.id for each in sharing].index(line.id)].minor, True


def _is_there(contract: Contract, line: ContractLine, day: date) -> bool:
    """Whether a line pays on a day: a trial takes no part in a discount."""
    span = contract.span(line)
    return span is not None and day in span and charged_from(contract, line, span.start) <= day


def _weight(contract: Contract, line: ContractLine, day: date) -> int:
    price, quantity = of_parts(contract, line, day, (price_on(contract, line, day), line.at(day)[1]))
    return price.times(quantity).minor
