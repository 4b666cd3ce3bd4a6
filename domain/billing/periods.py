"""The rhythm of a line: which stretch of days is period n. Counted from the anchor, never from the period before."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from domain.contracts.model import Contract, ContractLine
from domain.contracts.terms import AlignKind, ContractTerms, Proration
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


def rhythm_of(contract: Contract, line: ContractLine) -> Rhythm:
    """The line's own rhythm when it has an anchor, else the contract's. Raises ValueError before the start is known."""
    if contract.start_on is None:
        raise ValueError("a contract that has not started has no rhythm")
    if line.anchor_on is not None:
        return Rhythm(contract.terms.interval, line.anchor_on, line.anchor_day or line.anchor_on.day)
    return aligned(contract.terms, contract.start_on)


def aligned(terms: ContractTerms, start_on: date) -> Rhythm:
    """The rhythm of a contract that starts on `start_on`; its period 0 begins on that day or before."""
    if terms.align.kind is AlignKind.DAY_OF_MONTH and terms.align.day is not None:
        day = terms.align.day
        anchor = _in_month(start_on, day)
        return Rhythm(terms.interval, anchor if anchor <= start_on else add_months(anchor, -1, day), day)
    anchor = _calendar_start(terms.interval, start_on) if terms.align.kind is AlignKind.CALENDAR else start_on
    return Rhythm(terms.interval, anchor, anchor.day)


def counted_days(terms: ContractTerms, full: Period) -> int:
    """Days of a full period as proration counts them: actual days, or 30 a month."""
    if terms.proration is not Proration.FIXED_30:
        return full.days
    return 30 * terms.interval.count * (12 if terms.interval.unit is Unit.YEAR else 1)


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
