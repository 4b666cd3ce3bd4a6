"""The days on which TARGET, the settlement system of the central banks, is open. Source: ECB long-term calendar."""

from datetime import date
from functools import cache
from typing import Any

import holidays


@cache
def _closed(year: int) -> Any:
    return holidays.financial_holidays("ECB", years=year)


class EcbCalendar:
    """`domain.banking.days.TargetDays`."""

    def is_open(self, day: date) -> bool:
        return day.weekday() < 5 and day not in _closed(day.year)
