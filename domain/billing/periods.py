"""The rhythm of a line: which stretch of days is period n. Counted from the anchor, never from the period before."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.contracts.model import Contract, ContractLine
from domain.contracts.parts import Cycle
from domain.contracts.terms import Align, AlignKind, Proration
from domain.period import Interval, Period, Unit, add_months

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Full periods one after the other: period 0 begins on `anchor`, the day of month comes back to `anchor_day`."""

    interval: Interval
    anchor: date
    anchor_day: int

    def start_of(self, n: int) -> date:
        return self.interval.after(self.anchor, n, self.anchor_day)

    def index_of(self, day: date) -> int:
        """The number of the full period that `day` lies in."""
        unit, count = self.interval.unit, self.interval.count
        if unit is Unit.DAY:
            return (day - self.anchor).days // count
        if unit is Unit.WEEK:
            return (day - self.anchor).days // (count * _WEEK)
        months = (day.year - self.anchor.year) * 12 + day.month - self.anchor.month
        n = months // (count * (12 if unit is Unit.YEAR else 1))
        return n if self.start_of(n) <= day else n - 1

    def next_start(self, day: date) -> date:
        """The first day of the period after the one that `day` lies in."""
        return self.start_of(self.index_of(day) + 1)


@dataclass(frozen=True, slots=True)
class Segment:
    """The days of a line that one rhythm cuts into periods. A trial is one period of its own.

    `is_trial`: free from the start, trial or skipped first periods; nothing of it is charged or counted.
    """

    days: Period
    rhythm: Rhythm
    is_trial: bool = False


def segments_of(contract: Contract, line: ContractLine) -> list[Segment]:
    """The days of a line by rhythm, oldest first; none for a line that is not charged on any day."""
    span = contract.span(line)
    if span is None:
        return []
    if not contract.cycles and not contract.terms.has_free_start:
        return [Segment(span, _first_rhythm(contract, line))]
    anchored_on = first_paid_day(contract, line, span.start)
    first, paid_from = _first_rhythm(contract, line), charged_from(contract, line, span.start)
    starts = [(paid_from, first)]
    for cycle in _changes(contract, line):
        day = max(cycle.from_on or span.start, paid_from)
        while starts and starts[-1][0] >= day:
            starts.pop()
        starts.append((max(day, span.start), aligned(cycle.interval, cycle.align, day)))
    found: list[Segment] = []
    if span.start < anchored_on:
        trial = Rhythm(Interval(Unit.DAY, (anchored_on - span.start).days), span.start, span.start.day)
        found.append(Segment(Period(span.start, anchored_on), trial, is_trial=True))
    if anchored_on < paid_from:
        found.append(Segment(Period(anchored_on, paid_from), first, is_trial=True))
    ends = [day for day, _ in starts[1:]]
    for (day, rhythm), end in zip(starts, [*ends, None], strict=True):
        found.append(Segment(Period(day, end), rhythm))
    cut = ((segment, segment.days.intersect(span)) for segment in found)
    return [Segment(days, segment.rhythm, segment.is_trial) for segment, days in cut if days is not None]


def charged_from(contract: Contract, line: ContractLine, start_on: date) -> date:
    """The first day that may cost something: after the trial and the first periods that are skipped."""
    day, skipped = first_paid_day(contract, line, start_on), contract.terms.skipped_first
    if not skipped or not line.is_recurring or contract.start_on is None or start_on > contract.start_on:
        return day
    rhythm = _first_rhythm(contract, line)
    return rhythm.start_of(rhythm.index_of(day) + skipped)


def first_paid_day(contract: Contract, line: ContractLine, start_on: date) -> date:
    """The day after the trial for a line that began with its contract; lines added later have none."""
    if contract.start_on is None or contract.terms.trial is None or start_on > contract.start_on:
        return start_on
    return start_on if not line.is_recurring else contract.terms.trial.after(contract.start_on, 1)


def rhythm_on(contract: Contract, line: ContractLine, day: date) -> Rhythm:
    """The rhythm that counts on a day; before the first paid day that of the start, after the last the last one.

    Raises ValueError before the start is known.
    """
    found = [each for each in segments_of(contract, line) if not each.is_trial]
    if not found:
        return _first_rhythm(contract, line)
    return next((each for each in reversed(found) if each.days.start <= day), found[0]).rhythm


def next_period_start(contract: Contract, line: ContractLine, day: date) -> date:
    """The first day of the period after the one that `day` lies in."""
    found = segments_of(contract, line)
    later = [segment.days.start for segment in found if segment.days.start > day]
    return min([rhythm_on(contract, line, day).next_start(day), *later])


def _first_rhythm(contract: Contract, line: ContractLine) -> Rhythm:
    """The line's own rhythm when it has one, else the contract's. Raises ValueError before the start is known."""
    if contract.start_on is None:
        raise ValueError("a contract that has not started has no rhythm")
    terms = contract.terms
    own = next((each for each in contract.cycles if each.line_id == line.id and each.from_on is None), None)
    interval, align = (terms.interval, terms.align) if own is None else (own.interval, own.align)
    if line.anchor_on is not None:
        return Rhythm(interval, line.anchor_on, line.anchor_day or line.anchor_on.day)
    start_on = contract.start_on if own is None else max(line.start_on or contract.start_on, contract.start_on)
    return aligned(interval, align, first_paid_day(contract, line, start_on))


def _changes(contract: Contract, line: ContractLine) -> Iterator[Cycle]:
    """The dated changes of rhythm that a line follows: its own; the contract's only until it has one of its own."""
    dated = sorted((each for each in contract.cycles if each.line_id in (None, line.id)), key=_by_day)
    is_own = False
    for cycle in dated:
        is_own = is_own or cycle.line_id == line.id
        if cycle.from_on is not None and (cycle.line_id == line.id or not is_own):
            yield cycle


def _by_day(cycle: Cycle) -> tuple[date, bool]:
    return cycle.from_on or date.min, cycle.line_id is not None


def aligned(interval: Interval, align: Align, start_on: date) -> Rhythm:
    """The rhythm that begins on `start_on`; its period 0 begins on that day or before."""
    if align.kind is AlignKind.DAY_OF_MONTH and align.day is not None:
        day = align.day
        anchor = _in_month(start_on, day)
        return Rhythm(interval, anchor if anchor <= start_on else add_months(anchor, -1, day), day)
    anchor = _calendar_start(interval, start_on) if align.kind is AlignKind.CALENDAR else start_on
    return Rhythm(interval, anchor, anchor.day)


def counted_days(proration: Proration, interval: Interval, full: Period) -> int:
    """Days of a full period as proration counts them: actual days, or 30 a month."""
    if proration is not Proration.FIXED_30 or interval.unit not in (Unit.MONTH, Unit.YEAR):
        return full.days
    return 30 * interval.count * (12 if interval.unit is Unit.YEAR else 1)


def _in_month(month: date, day: int) -> date:
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))


def _calendar_start(interval: Interval, start_on: date) -> date:
    """Monday for weeks; for months that divide a year the month counted from January, else the first of the month."""
    if interval.unit is Unit.DAY:
        return start_on
    if interval.unit is Unit.WEEK:
        return start_on - timedelta(days=start_on.weekday())
    if interval.unit is Unit.YEAR:
        return date(start_on.year, 1, 1)
    if 12 % interval.count:
        return start_on.replace(day=1)
    return date(start_on.year, (start_on.month - 1) // interval.count * interval.count + 1, 1)
