"""Days and half-open periods. Inside, a period ends on the first day that no longer belongs to it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from domain.errors import InvalidInput

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days from `start` (in) to `end` (out). `end` None: no end is known.

    Raises InvalidInput when the end does not lie after the start: an empty period is no period.
    People see `first_day` and `last_day`, both included (BILLING.md, conventions).
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise InvalidInput(value=f"{self.start}..{self.end}")

    @classmethod
    def through(cls, first_day: date, last_day: date) -> Self:
        """The period people mean by "from … to …": both days belong to it."""
        return cls(first_day, last_day + ONE_DAY)

    @property
    def first_day(self) -> date:
        return self.start

    @property
    def last_day(self) -> date | None:
        return None if self.end is None else self.end - ONE_DAY

    @property
    def days(self) -> int:
        """Number of days. Raises ValueError for a period without end."""
        if self.end is None:
            raise ValueError("an open period has no number of days")
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        return self.intersect(other) is not None

    def intersect(self, other: "Period") -> "Period | None":
        """The days in both, or None when there are none."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return None if end is not None and end <= start else Period(start, end)


class Unit(StrEnum):
    """The unit of an interval."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Interval:
    """A rhythm: every `count` units. Raises InvalidInput when count is below 1."""

    unit: Unit
    count: int = 1

    def __post_init__(self) -> None:
        if self.count < 1:
            raise InvalidInput(value=self.count)

    @property
    def measure(self) -> tuple[Unit, int]:
        """Its length in months or in days, between which there is no fixed ratio."""
        if self.unit in (Unit.MONTH, Unit.YEAR):
            return Unit.MONTH, self.count * (12 if self.unit is Unit.YEAR else 1)
        return Unit.DAY, self.count * (7 if self.unit is Unit.WEEK else 1)

    def after(self, anchor: date, n: int, anchor_day: int | None = None) -> date:
        """The first day of period n (0: the anchor's own), counted from the anchor and never from period n-1.

        Month ends clamp and come back: from 31 January follow 28 February, 31 March, 30 April.
        `anchor_day` (1-31) overrides the day of month to come back to; None: the anchor's own day.
        Source: section 188 (3) BGB; BILLING.md, "Month end".
        """
        if self.unit is Unit.DAY:
            return anchor + timedelta(days=n * self.count)
        if self.unit is Unit.WEEK:
            return anchor + timedelta(weeks=n * self.count)
        months = n * self.count * (12 if self.unit is Unit.YEAR else 1)
        return add_months(anchor, months, anchor_day)


def add_months(anchor: date, months: int, anchor_day: int | None = None) -> date:
    """The anchor's day of month, `months` later, clamped to the length of that month."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    day = anchor_day or anchor.day
    if day > 28:
        day = min(day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day)
