"""What ought to be charged: a pure function of a contract's timeline and a day. It knows no invoice and no clock."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from domain.billing.model import Charge, ChargeKind, Reason
from domain.billing.periods import Rhythm, counted_days, rhythm_of
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.terms import Billing, Proration
from domain.money import Money, half_up
from domain.period import ONE_DAY, Period

_PERIOD: Final = ChargeKind.PERIOD
_RECURRING: Final = Reason.RECURRING
_ONCE_REASONS: Final = {
    LineKind.SALE: Reason.SALE,
    LineKind.FEE: Reason.FEE,
    LineKind.DEPOSIT: Reason.DEPOSIT,
    LineKind.CHARGE: Reason.ONE_OFF,
}


def charges(contract: Contract, until: date, since: date | None = None) -> tuple[Charge, ...]:
    """All that ought to have been charged for periods due on or before `until`, oldest first, then by position.

    In advance a period is due on the first day it is charged for, in arrears on the day after its last. With
    `since`, what lies before that day is known to be settled: full periods that ended by then and earlier one-offs
    are left out. A draft owes nothing.
    """
    found = [charge for line in contract.lines for charge in line_charges(contract, line, until, None, since)]
    found.sort(key=_oldest_first)
    return tuple(found)


def line_charges(
    contract: Contract, line: ContractLine, until: date, covering: date | None = None, since: date | None = None
) -> list[Charge]:
    """The charges of one line, in order of days.

    Beside what is due on or before `until`: all full periods that begin on or before `covering` (the first day of the
    last billed period), so that what was billed early is compared with its own target.
    """
    span = contract.span(line)
    if span is None:
        return []
    if not line.is_recurring:
        if since is not None and span.start < since:
            return []
        charge = _once(line, span.start)
        return [charge] if charge.due_on <= until or covering is not None else []
    found: list[Charge] = []
    limit = until if covering is None else max(until, covering)
    price, quantity = line.at(span.start)
    steady = price.times(quantity) if len(line.versions) == 1 else None
    for full, covered in _covered_periods(rhythm_of(contract, line), span, since):
        if full.start > limit:
            break
        due_on = _due_on(contract, covered)
        if due_on > until and (covering is None or full.start > covering):
            continue
        if steady is not None and covered is full:
            days = counted_days(contract.terms, full)
            found.append(Charge(line, _PERIOD, _RECURRING, full, days, days, price, quantity, steady, due_on))
        else:
            found.extend(_parts(contract, line, full, covered, due_on))
    return found


def settled_before(contract: Contract, line: ContractLine, since: date) -> date:
    """The first day that `line_charges` looks at for this line when all before `since` is settled."""
    if contract.start_on is None or not line.is_recurring:
        return since
    rhythm = rhythm_of(contract, line)
    return rhythm.start_of(rhythm.index_of(since))


def open_since(contract: Contract, due_on: date) -> date | None:
    """The day before which all is settled when nothing due before `due_on` is open: `since` for `charges`.

    None when that is the start or earlier: the whole timeline has to be compared. So a timeline that changes is marked
    by the day of its start, whatever was settled. In arrears a period is due on the day after its last.
    """
    if contract.start_on is None or due_on <= contract.start_on:
        return None
    return due_on if contract.terms.billing is Billing.IN_ADVANCE else due_on - ONE_DAY


def next_due_on(contract: Contract, billed_until: date | None) -> date | None:
    """The day on which the next charge becomes due after `billed_until` (None: the very first); None: never again."""
    different = {
        (line.is_recurring, line.start_on, line.end_on, line.anchor_on, line.anchor_day): line
        for line in contract.lines
    }
    days = [_line_due_after(contract, line, billed_until) for line in different.values()]
    return min((day for day in days if day is not None), default=None)


def _line_due_after(contract: Contract, line: ContractLine, after: date | None) -> date | None:
    span = contract.span(line)
    if span is None:
        return None
    if not line.is_recurring:
        return span.start if after is None or span.start > after else None
    for _, covered in _covered_periods(rhythm_of(contract, line), span, after):
        due_on = _due_on(contract, covered)
        if after is None or due_on > after:
            return due_on
    return None


def _covered_periods(rhythm: Rhythm, span: Period, since: date | None) -> Iterator[tuple[Period, Period]]:
    """Each full period with the days of it that the line is there for; endless when the line is."""
    n = rhythm.index_of(span.start if since is None or since < span.start else since)
    start = rhythm.start_of(n)
    while span.end is None or start < span.end:
        n += 1
        end = rhythm.start_of(n)
        full = Period(start, end)
        if span.start <= start and (span.end is None or end <= span.end):
            yield full, full
        else:
            covered = full.intersect(span)
            if covered is not None:
                yield full, covered
        start = end


def _due_on(contract: Contract, covered: Period) -> date:
    if contract.terms.billing is Billing.IN_ADVANCE or covered.end is None:
        return covered.start
    return covered.end


def _once(line: ContractLine, day: date) -> Charge:
    price, quantity = line.at(day)
    period = Period(day, day + ONE_DAY)
    reason = _ONCE_REASONS[line.kind]
    return Charge(line, ChargeKind.ONCE, reason, period, 1, 1, price, quantity, price.times(quantity), day)


def _parts(contract: Contract, line: ContractLine, full: Period, covered: Period, due_on: date) -> Iterator[Charge]:
    """The covered days of one full period, cut where price or quantity change. One day has one price."""
    proration = contract.terms.proration
    is_cut = proration in (Proration.DAILY, Proration.FIXED_30)
    of_days = counted_days(contract.terms, full)
    for period, price, quantity in _stretches(line, covered) if is_cut else [(covered, *line.at(covered.start))]:
        if period == full:
            days, reason, amount = of_days, _RECURRING, price.times(quantity)
        else:
            days, reason = _days_of(proration, full, period, of_days), Reason.PART_PERIOD
            amount = _part_amount(proration, price, quantity, days, of_days)
        yield Charge(line, _PERIOD, reason, period, days, of_days, price, quantity, amount, due_on)


def _stretches(line: ContractLine, covered: Period) -> Iterator[tuple[Period, Money, Decimal]]:
    """The covered days as stretches of one price and quantity; a change to the same values is no cut."""
    start, (price, quantity) = covered.start, line.at(covered.start)
    for version in line.versions[1:]:
        day = version.from_on
        if day is None or day <= covered.start or day not in covered:
            continue
        new_price = price if version.price is None else version.price
        new_quantity = quantity if version.quantity is None else version.quantity
        if (new_price, new_quantity) != (price, quantity):
            yield Period(start, day), price, quantity
            start, price, quantity = day, new_price, new_quantity
    yield Period(start, covered.end), price, quantity


def _days_of(proration: Proration, full: Period, part: Period, of_days: int) -> int:
    """Counted days of a part. With months of 30 days the last part of a period takes what is left of the 30."""
    if proration is not Proration.FIXED_30:
        return part.days
    end = of_days if part.end == full.end else min((_end(part) - full.start).days, of_days)
    return end - min((part.start - full.start).days, of_days)


def _part_amount(proration: Proration, price: Money, quantity: Decimal, days: int, of_days: int) -> Money:
    if proration is Proration.NONE:
        return price.times(quantity)
    if proration is Proration.SKIP:
        return Money(0, price.currency)
    return Money(half_up(price.minor * quantity * days / of_days), price.currency)


def _end(period: Period) -> date:
    if period.end is None:
        raise ValueError("a period of a rhythm has an end")
    return period.end


def _oldest_first(charge: Charge) -> tuple[date, date, int]:
    return charge.due_on, charge.period.start, charge.line.position
