"""A line's days cut into the periods it is charged for, each with what counts in it: phase, discounts, pause, trial."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from domain.billing.periods import Rhythm, Segment, segments_of
from domain.billing.proration import is_free_part, rules_of
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.parts import Discount, DurationKind, Pause
from domain.period import ONE_DAY, Period, add_months


class Cell(NamedTuple):
    """One full period with the days of it that the line is there for.

    `paid_before` counts the paid periods of the line before this one, `paid_from` those that began on a day or later,
    for each day from which phases count. `discounts` are those in force. `pause` is one
    that covers the whole period; `pauses` those that take single days out of it.
    """

    full: Period
    covered: Period
    rhythm: Rhythm
    is_trial: bool = False
    paid_before: int = 0
    discounts: tuple[Discount, ...] = ()
    pause: Pause | None = None
    pauses: tuple[Pause, ...] = ()
    paid_from: tuple[tuple[date, int], ...] = ()

    def paid_since(self, day: date | None) -> int:
        """The paid periods before this one that began on the day or later; None: since the start."""
        return self.paid_before if day is None else dict(self.paid_from)[day]

    @property
    def charged(self) -> Period | None:
        """From the first to the last day that costs something; None in a pause for nothing."""
        if self.pause is not None and self.pause.storage_price is None:
            return None
        start, end = self.covered.start, self.covered.end
        free = [pause.days for pause in self.pauses if pause.storage_price is None]
        for days in sorted(free):
            if start in days:
                if days.end is None:
                    return None
                start = days.end
        for days in sorted(free, reverse=True):
            if end is not None and end - ONE_DAY in days:
                end = days.start
        return Period(start, end) if end is None or start < end else None


def cells(contract: Contract, line: ContractLine, since: date | None = None) -> Iterator[Cell]:
    """The periods of a line, oldest first, from the one that `since` lies in; endless when the line is."""
    segments = segments_of(contract, line)
    if not is_plain(contract, line):
        yield from _counted(contract, line, segments, since)
        return
    for segment in segments:
        for full, covered in _covered(segment, since):
            yield Cell(full, covered, segment.rhythm, segment.is_trial)


def our_cells(contract: Contract, line: ContractLine, since: date | None = None) -> Iterator[Cell]:
    """Those of `cells` that are ours to charge and to serve: what was elsewhere's counts, and is not there."""
    if contract.elsewhere is None:
        yield from cells(contract, line, since)
        return
    ours = Period(contract.elsewhere.until, None)
    for cell in cells(contract, line, ours.start if since is None else max(since, ours.start)):
        covered = cell.covered.intersect(ours)
        if covered is not None:
            yield cell if covered == cell.covered else cell._replace(covered=covered)


def is_plain(contract: Contract, line: ContractLine) -> bool:
    """True: every period counts alike, so none has to be looked at to understand a later one."""
    if line.has_phases or contract.discounts:
        return False
    return not any(pause.is_for(line.id) for pause in contract.pauses)


def _covered(segment: Segment, since: date | None) -> Iterator[tuple[Period, Period]]:
    days, rhythm = segment.days, segment.rhythm
    if since is not None and days.end is not None and days.end <= since:
        return
    n = rhythm.index_of(days.start if since is None or since < days.start else since)
    start = rhythm.start_of(n)
    while days.end is None or start < days.end:
        n += 1
        try:
            end = rhythm.start_of(n)
        except (ValueError, OverflowError):  # the last day that calendars know
            return
        full = Period(start, end)
        if days.start <= start and (days.end is None or end <= days.end):
            yield full, full
        else:
            covered = full.intersect(days)
            if covered is not None:
                yield full, covered
        start = end


@dataclass(slots=True)
class _Count:
    """How often a discount was used by one line."""

    discount: Discount
    used: int = 0

    def is_in_force(self, day: date, first_paid_on: date) -> bool:
        discount = self.discount
        if discount.from_on is not None and day < discount.from_on:
            return False
        if discount.until is not None and day >= discount.until:
            return False
        periods, months = discount.duration.periods, discount.duration.count
        if periods is not None:
            return self.used < periods
        if discount.duration.kind is DurationKind.MONTHS and months is not None:
            return day < add_months(discount.from_on or first_paid_on, months)
        return True


def _counted(contract: Contract, line: ContractLine, segments: list[Segment], since: date | None) -> Iterator[Cell]:
    """From the first period on, because later ones count what was paid before."""
    pauses = _pauses_of(contract, line)
    counts = [_Count(each) for each in contract.discounts if is_for(each, line)]
    first_paid_on = next((each.days.start for each in segments if not each.is_trial), date.min)
    paid = 0
    paid_from = {each.from_on: 0 for each in line.versions[1:] if each.phases and each.from_on is not None}
    for segment in segments:
        for full, covered in _covered(segment, None):
            pause = _whole(pauses, covered)
            if pause is not None and pause.resume_on is None and pause.storage_price is None:
                return
            is_free = is_free_part(full, covered, rules_of(contract.terms, line, segment.rhythm.interval))
            is_paid = pause is None and not segment.is_trial and not is_free
            used = [each for each in counts if is_paid and each.is_in_force(covered.start, first_paid_on)]
            if since is None or covered.end is None or covered.end > since:
                yield Cell(
                    full,
                    covered,
                    segment.rhythm,
                    segment.is_trial,
                    paid,
                    tuple(each.discount for each in used),
                    pause,
                    tuple(each for each in pauses if each.to_the_day and each.days.overlaps(covered)),
                    tuple(paid_from.items()),
                )
            paid += is_paid
            for day in paid_from:
                paid_from[day] += is_paid and day <= covered.start
            for each in used:
                each.used += 1


def _pauses_of(contract: Contract, line: ContractLine) -> list[Pause]:
    """A storage price is for things that stay with the customer; what goes along with them rests for nothing."""
    mine = [pause for pause in contract.pauses if pause.is_for(line.id)]
    if line.kind is LineKind.RENTAL:
        return mine
    return [pause if pause.storage_price is None else replace(pause, storage_price=None) for pause in mine]


def is_for(discount: Discount, line: ContractLine) -> bool:
    """Whether a discount is meant for a line."""
    return line.is_recurring if not discount.line_ids else line.id in discount.line_ids


def is_paused(contract: Contract, line: ContractLine, days: Period) -> bool:
    """Whether a pause is why a line is not charged on these days of a period."""
    mine = [pause for pause in contract.pauses if pause.is_for(line.id)]
    return _whole(mine, days) is not None or any(pause.days.intersect(days) == days for pause in mine)


def _whole(pauses: Sequence[Pause], covered: Period) -> Pause | None:
    """The pause that covers a period because its first day lies in it, or because it holds all its days."""
    for pause in pauses:
        if covered.start not in pause.days:
            continue
        if not pause.to_the_day or (covered.end is not None and pause.days.intersect(covered) == covered):
            return pause
    return None
