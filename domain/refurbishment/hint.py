"""Repair or replace: a hint with its figures, never a decision. Source: RULES.md 1.6."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from domain.money import Money
from domain.period import add_months

SHARE: Final = Decimal(50)
"""Percent of what the thing cost us."""
TIMES: Final = 3
WITHIN_MONTHS: Final = 6


@dataclass(frozen=True, slots=True)
class Hint:
    """Why replacing may be cheaper. `cost`, `value`, `percent` None: money is not the reason, or may not be read."""

    repairs: int
    is_often: bool
    since: date
    cost: Money | None = None
    value: Money | None = None
    percent: int | None = None

    @property
    def is_dear(self) -> bool:
        return self.percent is not None


def hint_for(reported: Sequence[date], day: date, cost: Money | None = None, value: Money | None = None) -> Hint | None:
    """None: nothing speaks against repairing it. `reported`: the days of all its repairs, this one with them.

    `cost`: what all repairs of the thing cost so far; `value`: what the thing cost us.
    """
    since = add_months(day, -WITHIN_MONTHS)
    times = sum(since < each <= day for each in reported)
    is_dear = cost is not None and value is not None and value.minor > 0 and cost.minor * 100 > value.minor * SHARE
    if times < TIMES and not is_dear:
        return None
    if not is_dear or cost is None or value is None:
        return Hint(times, times >= TIMES, since)
    percent = int((Decimal(cost.minor) * 100 / value.minor).quantize(Decimal(1), ROUND_HALF_UP))
    return Hint(times, times >= TIMES, since, cost, value, percent)
