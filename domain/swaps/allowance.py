"""How much of a group's allowance a contract has left. Its periods have nothing to do with those of billing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.swaps.groups import Allowance


@dataclass(frozen=True, slots=True)
class Left:
    """`credits` to be used now. `next_on` is the first day of the next period."""

    credits: int
    next_on: date


def left(allowance: Allowance, start_on: date, used: Sequence[tuple[date, int]], day: date) -> Left:
    """`used` are days and credits of the swaps so far; what lies before the start counts in the first period.

    Each period begins with its credits and what was carried over; what the rules allow less of than was used before
    (they changed meanwhile) begins with nothing, and nobody owes any.
    """
    number, carried = 1, 0
    first = start_on
    while True:
        after = allowance.every.after(start_on, number)
        spent = sum(cost for on, cost in used if (on >= first or number == 1) and on < after)
        rest = max(0, allowance.credits + carried - spent)
        if day < after:
            return Left(rest, after)
        carried, first, number = min(rest, allowance.carried), after, number + 1
