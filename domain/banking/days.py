"""On which days banks move money between each other, as a direct debit needs to know."""

from datetime import date, timedelta
from typing import Protocol


class TargetDays(Protocol):
    """The calendar of TARGET: no weekends, no closing days."""

    def is_open(self, day: date) -> bool: ...


def open_from(day: date, target: TargetDays) -> date:
    """That day, or the first after it on which money moves."""
    while not target.is_open(day):
        day += timedelta(days=1)
    return day


def earliest_collection(today: date, lead_days: int, target: TargetDays) -> date:
    """So many open days lie between handing the file over, at the latest on the next open day, and the debit."""
    day = open_from(today, target)
    for _ in range(max(lead_days, 1)):
        day = open_from(day + timedelta(days=1), target)
    return day
