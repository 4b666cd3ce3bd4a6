"""From which day on a change holds: now, with the next period, on a date; left open, dearer now and cheaper next.

Source: DECISIONS 17; BILLING.md, "Upgrade in mid-period", "Downgrade".
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.billing.periods import next_period_start
from domain.contracts.model import Contract, ContractLine
from domain.errors import RuleViolation


class When(StrEnum):
    """When a change begins. DEFAULT: dearer now, cheaper with the next period."""

    DEFAULT = "default"
    NOW = "now"
    NEXT_PERIOD = "next_period"
    ON_DATE = "on_date"


class ChangeNeedsWhen(RuleViolation):
    """With another interval nothing says whether a change is dearer: a person has to say when it begins."""

    code = "change_needs_when"


class ChangeBeforeItsDay(RuleViolation):
    """A change that begins before the day it was asked for is a backdated one, and has to be entered as such."""

    code = "change_before_its_day"


class NothingToChangeYet(RuleViolation):
    """A contract that waits for its start has no day from which on a change could hold."""

    code = "nothing_to_change_yet"


@dataclass(frozen=True, slots=True)
class Timing:
    """`day` belongs to ON_DATE alone. Raises ValueError when the two do not go together."""

    when: When = When.DEFAULT
    day: date | None = None

    def __post_init__(self) -> None:
        if (self.when is When.ON_DATE) != (self.day is not None):
            raise ValueError("a date says its day, nothing else does")


BY_DEFAULT = Timing()
NOW = Timing(When.NOW)
NEXT_PERIOD = Timing(When.NEXT_PERIOD)


def first_day(
    contract: Contract, line: ContractLine, asked_on: date, timing: Timing, *, is_cheaper: bool | None
) -> date:
    """The first day on which the change holds; never before the line begins.

    `is_cheaper` None: cannot be told, because the interval changes.

    Raises:
        ChangeNeedsWhen: `timing` is left open and nothing says whether it is dearer.
        ChangeBeforeItsDay: the date lies before `asked_on`.
    """
    if timing.when is When.DEFAULT and is_cheaper is None:
        raise ChangeNeedsWhen(line=line.title)
    if timing.day is not None:
        if timing.day < asked_on:
            raise ChangeBeforeItsDay(day=timing.day, asked_on=asked_on)
        return started(contract, line, timing.day)
    if timing.when is When.NEXT_PERIOD or (timing.when is When.DEFAULT and is_cheaper):
        return next_start(contract, line, asked_on)
    return started(contract, line, asked_on)


def started(contract: Contract, line: ContractLine, day: date) -> date:
    """The day, or the line's first one if that is later. Raises NothingToChangeYet."""
    if contract.start_on is None:
        raise NothingToChangeYet(contract=contract.number)
    return max(day, contract.start_on, line.start_on or contract.start_on)


def next_start(contract: Contract, line: ContractLine, day: date) -> date:
    """The first day of the next period; for a line that has not begun, its first day."""
    first = started(contract, line, day)
    return first if day < first else next_period_start(contract, line, day)
