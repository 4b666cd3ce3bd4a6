"""How many things of one kind are free on a day: a sum of entries, each with its reason. No clock, no database.

Source: RULES.md 1.1; docs/decisions, "What is free is a sum of reasons".
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import accumulate
from typing import Final
from uuid import UUID

from domain.period import ONE_DAY
from domain.settings.availability import AvailabilitySettings

WEEKS: Final = 26
_WEEK: Final = timedelta(days=7)


class Reason(StrEnum):
    """Why a thing is free or not. The first ones bring things, the last three take them. REPAIR_DUE: by when it is
    back from parts, workshop or supplier was named. MAINTENANCE: it lies ready, and a check that it may not leave the
    house without is overdue."""

    IN_STOCK = "in_stock"
    INSPECTION = "inspection"
    REPAIR = "repair"
    REPAIR_DUE = "repair_due"
    MAINTENANCE = "maintenance"
    RETURN = "return"
    ENDING = "ending"
    FIXED_END = "fixed_end"
    RECEIPT = "receipt"
    ORDER = "order"
    RESERVATION = "reservation"
    OFFER = "offer"


TAKING: Final = frozenset({Reason.ORDER, Reason.RESERVATION, Reason.OFFER})
_AS_NAMED: Final = frozenset({Reason.RECEIPT, Reason.REPAIR_DUE})
"""Whoever sends it named the day; it needs nothing more."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What the books say. `on`: the first day on which the thing is no longer with the customer (or came in, went to
    the workshop, is expected), or from which on it is asked for; None: today. `until`: the first day on which it is not
    asked for any more. `subject` is the number or code to look at, `made_at` tells the older of two wishes."""

    reason: Reason
    count: int
    on: date | None = None
    until: date | None = None
    subject: str = ""
    ref: UUID | None = None
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """`count` things more (below zero: fewer) from `from_on` until the day before `until_on`; None: for good.

    `is_late`: it should have been here before, and the day is our guess.
    """

    reason: Reason
    count: int
    from_on: date
    until_on: date | None = None
    subject: str = ""
    is_late: bool = False

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, slots=True)
class Change:
    """On `day` there are `count` more, or fewer, because of `entry`."""

    day: date
    count: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Week:
    """Days of one calendar week, the first one from today on. `free` is the lowest number of its days, `lasting` what
    can be given away from its first day on for good. `changes` in order of days; those of today are the beginning."""

    first_day: date
    last_day: date
    free: int
    lasting: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """All entries of one kind of thing in one store, seen from one day."""

    today: date
    entries: tuple[Entry, ...]
    _days: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _levels: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        steps: dict[date, int] = {self.today: 0}
        for change in self.changes():
            steps[change.day] = steps.get(change.day, 0) + change.count
        days = sorted(steps)
        object.__setattr__(self, "_days", tuple(days))
        object.__setattr__(self, "_levels", tuple(accumulate(steps[day] for day in days)))

    def on(self, day: date) -> int:
        """Free on one day; below zero: more is promised than there will be. Always the sum of `reasons`."""
        return next((level for at, level in self._backwards() if at <= day), 0)

    def reasons(self, day: date) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.covers(day))

    def free(self, day: date, until: date | None = None) -> int:
        """How many can be given away from `day` until the day before `until` (None: for good)."""
        later = [level for at, level in self._steps() if at > day and (until is None or at < until)]
        return min([self.on(day), *later])

    def first_day(self, count: int, wanted_on: date, length: timedelta | None = None) -> date | None:
        """The first day from `wanted_on` on with so many for that long (None: for good). None: not in sight."""
        wanted_on = max(wanted_on, self.today)
        if length is None:
            return self._first_for_good(count, wanted_on)
        for day in (wanted_on, *(at for at in self._days if at > wanted_on)):
            if self.free(day, day + length) >= count:
                return day
        return None

    def lowest(self) -> tuple[date, int]:
        """The first of the days on which the least is free."""
        return min(self._steps(), key=lambda step: (step[1], step[0]))

    def plus(self, entry: Entry) -> "Forecast":
        return Forecast(self.today, (*self.entries, entry))

    def changes(self) -> list[Change]:
        """Every coming and going, in order of days; what is there already comes on `today`."""
        found: list[Change] = []
        for entry in self.entries:
            if entry.until_on is not None and entry.until_on <= self.today:
                continue
            found.append(Change(max(entry.from_on, self.today), entry.count, entry))
            if entry.until_on is not None:
                found.append(Change(entry.until_on, -entry.count, entry))
        return sorted(found, key=lambda change: change.day)

    def weeks(self, count: int = WEEKS) -> tuple[Week, ...]:
        """From today on; a week ends on its Sunday."""
        changes, weeks, first = self.changes(), [], self.today
        for _ in range(count):
            end = first + timedelta(days=7 - first.weekday())
            inside = tuple(change for change in changes if first <= change.day < end)
            weeks.append(Week(first, end - ONE_DAY, self.free(first, end), self.free(first), inside))
            first = end
        return tuple(weeks)

    def _first_for_good(self, count: int, wanted_on: date) -> date | None:
        found: date | None = None
        for at, level in self._backwards():
            if level < count:
                break
            found = max(at, wanted_on)
            if at <= wanted_on:
                break
        return found

    def _steps(self) -> Iterable[tuple[date, int]]:
        return zip(self._days, self._levels, strict=True)

    def _backwards(self) -> Iterable[tuple[date, int]]:
        return zip(reversed(self._days), reversed(self._levels), strict=True)


def expected_on(day: date, today: date, step_days: int) -> tuple[date, bool]:
    """The day itself while it is to come; else the next one that is whole steps after it, and that it is late.

    So what is late moves once a step, not every night.
    """
    if day > today:
        return day, False
    steps = (today - day).days // step_days + 1
    return day + timedelta(days=steps * step_days), True


def entry_of(fact: Fact, category: str, settings: AvailabilitySettings, today: date) -> Entry:
    """What a fact means for what is free, by the owner's settings."""
    padding = timedelta(days=settings.padding_days)
    if fact.reason in TAKING:
        until = None if fact.until is None else fact.until + padding
        return Entry(fact.reason, -fact.count, max(fact.on or today, today), until, fact.subject)
    if fact.reason is Reason.IN_STOCK:
        return Entry(fact.reason, fact.count, today, subject=fact.subject)
    on, after = fact.on or today, timedelta(0)
    if fact.reason in (Reason.REPAIR, Reason.MAINTENANCE):
        on += timedelta(days=settings.repair_days_of(category))
    elif fact.reason is Reason.INSPECTION:
        on += padding
    elif fact.reason not in _AS_NAMED:
        after = padding
    on, is_late = expected_on(on, today, settings.late_days)
    return Entry(fact.reason, fact.count, on + after, subject=fact.subject, is_late=is_late)


def forecast_of(facts: Iterable[Fact], category: str, settings: AvailabilitySettings, today: date) -> Forecast:
    return Forecast(today, tuple(entry_of(fact, category, settings, today) for fact in facts))


def with_padding(length: timedelta | None, settings: AvailabilitySettings) -> timedelta | None:
    """How long a thing is gone for a rental of that length."""
    return None if length is None else length + timedelta(days=settings.padding_days)
