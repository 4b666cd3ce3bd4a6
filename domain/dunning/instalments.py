"""An instalment plan: which items, which rates on which days, and what a missed one does.

What was paid is read from the items: their sum when it was agreed less what is open of them now. So a payment counts
however it was booked, and a plan that is kept needs nobody to say so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import Final, NewType
from uuid import UUID

from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import CustomerId, InvoiceId
from domain.money import Money
from domain.period import Interval, Unit

PlanId = NewType("PlanId", UUID)

PLAN_PREFIX: Final = "RZ"
MOST_RATES: Final = 60


class PlanStatus(StrEnum):
    """KEPT: all was paid. LAPSED: a rate was missed, and dunning goes on."""

    AGREED = "agreed"
    KEPT = "kept"
    LAPSED = "lapsed"
    CALLED_OFF = "called_off"


class PlanStep(StrEnum):
    KEEP = "keep"
    LAPSE = "lapse"
    CALL_OFF = "call_off"


class IllegalPlanStep(RuleViolation):
    """The plan is over."""

    code = "illegal_plan_step"


class UnknownPlan(NotFound):
    """No instalment plan of this id, or this role may not see it."""

    code = "unknown_instalment_plan"


class PlanKnown(Conflict):
    """A plan that is kept covers one of these items already."""

    code = "instalment_plan_known"


class RatesWrong(InvalidInput):
    """One to sixty rates on rising days to come, each more than nothing, that add up to what is open."""

    code = "instalment_rates_wrong"


TRANSITIONS: Final[Mapping[tuple[PlanStatus, PlanStep], PlanStatus]] = {
    (PlanStatus.AGREED, PlanStep.KEEP): PlanStatus.KEPT,
    (PlanStatus.AGREED, PlanStep.LAPSE): PlanStatus.LAPSED,
    (PlanStatus.AGREED, PlanStep.CALL_OFF): PlanStatus.CALLED_OFF,
}


def after(status: PlanStatus, step: PlanStep) -> PlanStatus:
    """The state that follows. Raises IllegalPlanStep when the table has no such way."""
    if (status, step) not in TRANSITIONS:
        raise IllegalPlanStep(status=status, step=step)
    return TRANSITIONS[status, step]


@dataclass(frozen=True, slots=True)
class Rate:
    due_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class InstalmentPlan:
    """`total`: what was open of its items when it was agreed; the rates add up to it."""

    id: PlanId
    number: str
    customer_id: CustomerId
    invoice_ids: tuple[InvoiceId, ...]
    total: Money
    rates: tuple[Rate, ...]
    agreed_on: date
    status: PlanStatus = PlanStatus.AGREED

    def stepped(self, step: PlanStep) -> "InstalmentPlan":
        """Raises IllegalPlanStep."""
        return replace(self, status=after(self.status, step))

    def missed(self, open_now: Money, day: date, grace_days: int) -> Rate | None:
        """The first rate that is late by more than the grace; None: the plan is kept."""
        paid = self.total - open_now
        sums = accumulate(each.amount.minor for each in self.rates)
        last_day = day - timedelta(days=grace_days)
        wanted = zip(self.rates, sums, strict=True)
        return next((rate for rate, needed in wanted if rate.due_on < last_day and paid.minor < needed), None)


def check_rates(rates: Sequence[Rate], whole: Money, today: date) -> None:
    """Raises RatesWrong."""
    days = [each.due_on for each in rates]
    is_right = (
        0 < len(rates) <= MOST_RATES
        and all(each.amount.minor > 0 and each.amount.currency == whole.currency for each in rates)
        and days[0] >= today
        and all(a < b for a, b in pairwise(days))
        and sum(each.amount.minor for each in rates) == whole.minor
    )
    if not is_right:
        raise RatesWrong(total=whole, most=MOST_RATES)


def proposed(whole: Money, count: int, first_on: date) -> tuple[Rate, ...]:
    """Equal monthly rates; the cents that do not divide go to the first ones."""
    parts = whole.split([1] * count)
    month = Interval(Unit.MONTH)
    return tuple(Rate(month.after(first_on, n), part) for n, part in enumerate(parts))
