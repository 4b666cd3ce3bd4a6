"""What a change did to a contract: two timelines side by side, as values that a history tells. A pure function.

Source: DESIGN.md 1: who, when, why, and from what to what, for every change of a contract.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from domain.contracts.about import ChargeCause
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.parts import Cycle, Discount, Phase
from domain.contracts.payment import USUAL, Payment
from domain.contracts.status import Status
from domain.ids import ContractLineId
from domain.money import Money
from domain.period import ONE_DAY, Interval, Period


class What(StrEnum):
    """What differs."""

    PRICE = "price"
    QUANTITY = "quantity"
    TITLE = "title"
    PHASES = "phases"
    INTERVAL = "interval"
    BILLING_DAY = "billing_day"
    LINE_ADDED = "line_added"
    LINE_ENDED = "line_ended"
    LINE_GONE = "line_gone"
    CHARGED = "charged"
    DEPOSIT_BACK = "deposit_back"
    PAUSED = "paused"
    PAUSE_GONE = "pause_gone"
    DISCOUNT = "discount"
    DISCOUNT_GONE = "discount_gone"
    GIVEN_BACK = "given_back"
    PAYMENT_MOVED = "payment_moved"
    START = "start"
    LAST_DAY = "last_day"
    NOTICE = "notice"
    STATUS = "status"
    OUTAGE = "outage"
    OUTAGE_OVER = "outage_over"
    RENEWED = "renewed"
    PAYMENT_TERMS = "payment_terms"
    KEPT = "kept"
    PART_BACK = "part_back"
    PART_THERE = "part_there"


Value = (
    Money | Decimal | date | Interval | Period | Status | ChargeCause | Payment | tuple[Phase, ...] | int | str | None
)


@dataclass(frozen=True, slots=True)
class Difference:
    """`subject` is the name of a line or discount, "" when it is the whole contract. None: there was, or is, nothing.

    `days` are those on which it holds; open-ended days end with None.
    """

    what: What
    subject: str = ""
    before: Value = None
    after: Value = None
    days: Period | None = None


def compared(before: Contract, after: Contract) -> tuple[Difference, ...]:
    """In the order in which people read: the lines, then what lies on the contract, then its days and status."""
    found = [*_lines(before, after), *_cycles(before, after), *_pauses(before, after), *_discounts(before, after)]
    found += [*_given(before, after), *_payments(before, after), *_outages(before, after)]
    found += [*_payment_terms(before, after), *_kept(before, after)]
    return (*found, *_days(before, after))


def _lines(before: Contract, after: Contract) -> Iterator[Difference]:
    known = {line.id: line for line in before.lines}
    moved = _shift(before, after)
    for line in after.lines:
        old = known.get(line.id)
        if old is None:
            yield from _added(after, line)
        elif old != line:
            yield from _line(before, after, (old, line), is_moved=moved)


def _shift(before: Contract, after: Contract) -> bool:
    """Whether the start moved, and all days of the lines with it."""
    return before.start_on is not None and before.start_on != after.start_on


def _added(contract: Contract, line: ContractLine) -> Iterator[Difference]:
    span = contract.span(line)
    if span is None and contract.start_on is not None:
        return
    price, quantity = line.at(line.start_on or date.min)
    if line.is_recurring:
        yield Difference(What.LINE_ADDED, line.title, None, price.times(quantity), span)
        return
    cause = None if line.about is None else line.about.cause
    day = None if span is None else Period(span.start, span.start + ONE_DAY)
    yield Difference(What.CHARGED, line.title, cause, price.times(quantity), day)


def _line(
    before: Contract, after: Contract, line: tuple[ContractLine, ContractLine], *, is_moved: bool
) -> Iterator[Difference]:
    old, new = line
    if not is_moved:
        for what, value in _VALUES.items():
            yield from _steps(what, after, old, new, value)
        if old.phases != new.phases:
            yield Difference(What.PHASES, new.title, old.phases, new.phases)
        yield from _dated_phases(old, new)
    yield from _parts(old, new)
    if old.end_on != new.end_on and not is_moved:
        is_gone = after.start_on is not None and after.span(new) is None and before.span(old) is not None
        if is_gone and new.kind is not LineKind.DEPOSIT:
            yield Difference(What.LINE_GONE, new.title)
        else:
            yield _ended(old, new)


def _dated_phases(old: ContractLine, new: ContractLine) -> Iterator[Difference]:
    """Phases that a change of plan brought, or that one payment changed."""
    for version in new.versions[1:]:
        if version.from_on is not None and version.phases:
            counted_from, phases = old.phased_on(version.from_on)
            was = phases if counted_from == version.from_on else ()
            if was != version.phases:
                yield Difference(What.PHASES, new.title, was, version.phases, Period(version.from_on))


def _parts(old: ContractLine, new: ContractLine) -> Iterator[Difference]:
    """Pieces of a bundle that are away, or no longer: from which day on."""
    if old.bundle is None or new.bundle is None or old.bundle == new.bundle:
        return
    titles = {part.variant_id: part.title for part in new.bundle.parts}
    for piece in new.bundle.back:
        if piece not in old.bundle.back:
            is_again = piece.again_on is not None
            what, day = (What.PART_THERE, piece.again_on) if is_again else (What.PART_BACK, piece.from_on)
            yield Difference(what, titles[piece.variant_id], None, day)
    kept = {(piece.variant_id, piece.from_on) for piece in new.bundle.back}
    for piece in old.bundle.back:
        if (piece.variant_id, piece.from_on) not in kept:
            yield Difference(What.PART_THERE, titles[piece.variant_id], None, piece.from_on)


def _ended(old: ContractLine, new: ContractLine) -> Difference:
    what = What.DEPOSIT_BACK if new.kind is LineKind.DEPOSIT and new.end_on is not None else What.LINE_ENDED
    return Difference(what, new.title, _last(old.end_on), _last(new.end_on))


_VALUES: Final[dict[What, Callable[[ContractLine, date], Any]]] = {
    What.PRICE: lambda line, day: line.at(day)[0],
    What.QUANTITY: lambda line, day: line.at(day)[1],
    What.TITLE: lambda line, day: line.title_on(day),
}


def _steps(
    what: What, contract: Contract, old: ContractLine, new: ContractLine, value: Callable[[ContractLine, date], Any]
) -> Iterator[Difference]:
    """Each stretch of days on which a value is another one; neighbours with the same two values are one."""
    first = new.start_on or contract.start_on or date.min
    edges = {version.from_on for line in (old, new) for version in line.versions[1:] if version.from_on is not None}
    days = [first, *sorted(day for day in edges if day > first)]
    open_since: date | None = None
    pair: tuple[Any, Any] = (None, None)
    for day in days:
        now = (value(old, day), value(new, day))
        if open_since is not None and now != pair:
            yield Difference(what, new.title, *pair, Period(open_since, day))
            open_since = None
        if open_since is None and now[0] != now[1]:
            open_since, pair = day, now
    if open_since is not None:
        yield Difference(what, new.title, *pair, None if open_since == date.min else Period(open_since))


def _cycles(before: Contract, after: Contract) -> Iterator[Difference]:
    if _shift(before, after):
        return
    titles = {line.id: line.title for line in after.lines}
    for cycle in after.cycles:
        if cycle in before.cycles:
            continue
        subject = titles.get(cycle.line_id, "") if cycle.line_id else ""
        days = None if cycle.from_on is None else Period(cycle.from_on)
        earlier = _cycle_before(before, cycle)
        interval = before.terms.interval if earlier is None else earlier.interval
        day = before.terms.align.day if earlier is None else earlier.align.day
        if interval != cycle.interval:
            yield Difference(What.INTERVAL, subject, interval, cycle.interval, days)
        if cycle.align.day is not None and day != cycle.align.day:
            yield Difference(What.BILLING_DAY, subject, day, cycle.align.day, days)


def _cycle_before(contract: Contract, cycle: Cycle) -> Cycle | None:
    """The rhythm that held until then."""
    earlier = [
        each
        for each in contract.cycles
        if each.line_id in (None, cycle.line_id) and (each.from_on or date.min) <= (cycle.from_on or date.min)
    ]
    return max(earlier, key=lambda each: (each.line_id is not None, each.from_on or date.min), default=None)


def _pauses(before: Contract, after: Contract) -> Iterator[Difference]:
    if _shift(before, after):
        return
    lost = [each for each in before.pauses if each not in after.pauses]
    for each in (each for each in after.pauses if each not in before.pauses):
        counterpart = next(
            (old for old in lost if old.line_ids == each.line_ids and old.days.overlaps(each.days)), None
        )
        if counterpart is not None:
            lost.remove(counterpart)
        was = None if counterpart is None else counterpart.days
        yield Difference(What.PAUSED, _titles(after, each.line_ids), was, each.days)
    for gone in lost:
        yield Difference(What.PAUSE_GONE, _titles(after, gone.line_ids), gone.days)


def _titles(contract: Contract, line_ids: Sequence[ContractLineId]) -> str:
    """ "" for the whole contract."""
    return ", ".join(line.title for line in contract.lines if line.id in line_ids)


def _payment_terms(before: Contract, after: Contract) -> Iterator[Difference]:
    for each in _new(before.payment_terms, after.payment_terms):
        was, now = before.payment_on(each.from_on, USUAL), after.payment_on(each.from_on, USUAL)
        yield Difference(What.PAYMENT_TERMS, "", was, now, Period(each.from_on))
    for gone in _new(after.payment_terms, before.payment_terms):
        was, now = before.payment_on(gone.from_on, USUAL), after.payment_on(gone.from_on, USUAL)
        if was != now and not any(each.from_on == gone.from_on for each in after.payment_terms):
            yield Difference(What.PAYMENT_TERMS, "", was, now, Period(gone.from_on))


def _kept(before: Contract, after: Contract) -> Iterator[Difference]:
    for each in _new(before.kept, after.kept):
        if each.back_on is None:
            yield Difference(What.KEPT, _titles(after, (each.line_id,)), None, each.quantity)


def _discounts(before: Contract, after: Contract) -> Iterator[Difference]:
    old, new = {each.id: each for each in before.discounts}, {each.id: each for each in after.discounts}
    for key, each in new.items():
        known = old.get(key)
        is_moved = known is not None and not _shift(before, after) and known.from_on != each.from_on
        if known is None or is_moved:
            days = None if each.from_on is None else Period(each.from_on)
            yield Difference(What.DISCOUNT, each.title, None, _off(each), days)
    for key, gone in old.items():
        if key not in new:
            yield Difference(What.DISCOUNT_GONE, gone.title, _off(gone))


def _off(discount: Discount) -> Decimal | Money | None:
    """A number is a percentage."""
    return discount.percent if discount.amount is None else discount.amount


def _given(before: Contract, after: Contract) -> Iterator[Difference]:
    for each in _new(before.given_back, after.given_back):
        yield Difference(What.GIVEN_BACK, _titles(after, (each.line_id,)), None, each.amount, each.period)


def _payments(before: Contract, after: Contract) -> Iterator[Difference]:
    for each in _new(before.due_moves, after.due_moves):
        known = next((o for o in before.due_moves if (o.line_id, o.first_day) == (each.line_id, each.first_day)), None)
        was = each.first_day if known is None else known.due_on
        yield Difference(What.PAYMENT_MOVED, _titles(after, (each.line_id,)), was, each.due_on)


def _outages(before: Contract, after: Contract) -> Iterator[Difference]:
    known = {(each.line_id, each.since): each for each in before.outages}
    for each in after.outages:
        old = known.get((each.line_id, each.since))
        if old is None:
            yield Difference(What.OUTAGE, _titles(after, (each.line_id,)), None, each.since)
        elif old.until != each.until:
            yield Difference(What.OUTAGE_OVER, _titles(after, (each.line_id,)), old.until, each.until)
    left = {each.line_id for each in after.outages}
    for each in before.outages:
        if each.line_id not in left:
            yield Difference(What.OUTAGE_OVER, _titles(after, (each.line_id,)), each.until, each.since)


def _days(before: Contract, after: Contract) -> Iterator[Difference]:
    if before.start_on != after.start_on:
        yield Difference(What.START, "", before.start_on, after.start_on)
    if before.notice_on != after.notice_on:
        yield Difference(What.NOTICE, "", before.notice_on, after.notice_on)
    if before.end_on != after.end_on:
        yield Difference(What.LAST_DAY, "", _last(before.end_on), _last(after.end_on))
    for renewal in _new(before.renewed, after.renewed):
        yield Difference(What.RENEWED, "", None, renewal.until, Period(renewal.on))
    if before.status != after.status:
        yield Difference(What.STATUS, "", before.status, after.status)


def _last(end_on: date | None) -> date | None:
    return None if end_on is None else end_on - ONE_DAY


def _new(before: Sequence[Any], after: Sequence[Any]) -> list[Any]:
    return [each for each in after if each not in before]
