"""On which day each promise can be kept, the older one first."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from domain.availability.forecast import TAKING, Entry, Fact, Forecast, entry_of, forecast_of
from domain.settings.availability import AvailabilitySettings

_FIRST: Final = datetime.min.replace(tzinfo=UTC)


def kept_days(
    facts: Sequence[Fact], category: str, settings: AvailabilitySettings, today: date
) -> dict[UUID, date | None]:
    """The day of each wish that has an id; None: not in sight. What cannot be kept takes nothing from the others."""
    supply = forecast_of([fact for fact in facts if fact.reason not in TAKING], category, settings, today)
    wishes = sorted(
        (fact for fact in facts if fact.reason in TAKING), key=lambda fact: (fact.made_at or _FIRST, fact.subject)
    )
    days: dict[UUID, date | None] = {}
    for wish in wishes:
        day, entry = _day(supply, entry_of(wish, category, settings, today))
        if entry is not None:
            supply = supply.plus(entry)
        if wish.ref is not None:
            days[wish.ref] = day
    return days


def _day(supply: Forecast, wish: Entry) -> tuple[date | None, Entry | None]:
    length = None if wish.until_on is None else wish.until_on - wish.from_on
    day = supply.first_day(-wish.count, wish.from_on, length)
    if day is None:
        return None, None
    return day, Entry(wish.reason, wish.count, day, None if length is None else day + length, wish.subject)
