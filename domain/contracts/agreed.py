"""What may be agreed for the end of a term: what an earlier end costs, and what changes when the term is renewed."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from domain.errors import InvalidInput
from domain.ids import PlanId
from domain.money import Money

_HUNDRED: Final = Decimal(100)


class FeeRule(StrEnum):
    """How the fee for an end before the minimum term is found: all that is still to pay, a part of it, a fixed amount,
    or an amount by the month in which the contract ends."""

    REMAINING = "remaining"
    PERCENT = "percent"
    FIXED = "fixed"
    SCALE = "scale"


class EarlyEndNotUnderstood(InvalidInput):
    """The rule and its figures do not go together: a percentage above 0 and up to 100, an amount, or rising months."""

    code = "early_end_not_understood"


class RenewalNotUnderstood(InvalidInput):
    """A change of price of -100 percent or less, or a bonus that is no percentage for a number of periods."""

    code = "renewal_not_understood"


@dataclass(frozen=True, slots=True)
class FeeStep:
    """Up to and including this month since the start (1 is the first) an end costs `amount`."""

    until_month: int
    amount: Money


@dataclass(frozen=True, slots=True)
class EarlyEnd:
    """What an end before the minimum term costs. Never more than what would still be to pay (section 309 no. 5 BGB).

    `percent` belongs to PERCENT, `amount` to FIXED, `steps` (rising months; later nothing) to SCALE.
    Raises EarlyEndNotUnderstood.
    """

    rule: FeeRule
    percent: Decimal | None = None
    amount: Money | None = None
    steps: tuple[FeeStep, ...] = ()

    def __post_init__(self) -> None:
        given = (self.percent is not None, self.amount is not None, bool(self.steps))
        wanted = (self.rule is FeeRule.PERCENT, self.rule is FeeRule.FIXED, self.rule is FeeRule.SCALE)
        months = [step.until_month for step in self.steps]
        amounts = [step.amount for step in self.steps] + ([] if self.amount is None else [self.amount])
        is_percent = self.percent is None or (self.percent.is_finite() and 0 < self.percent <= _HUNDRED)
        rises = months == sorted(set(months)) and all(month > 0 for month in months)
        if given != wanted or not is_percent or not rises or any(each.minor < 0 for each in amounts):
            raise EarlyEndNotUnderstood(rule=self.rule)


@dataclass(frozen=True, slots=True)
class AtRenewal:
    """What changes on the first day after the term. `price_percent`: above zero dearer, below cheaper.

    `bonus_percent` is a thank-you discount, called `bonus_title` on the invoice, on the first `bonus_periods` paid
    periods after it. `offer_plan_id`: a plan (the id of its first version) that the customer may change to on that
    day; the reminder names it.
    Raises RenewalNotUnderstood.
    """

    price_percent: Decimal = Decimal(0)
    bonus_percent: Decimal | None = None
    bonus_periods: int = 1
    bonus_title: str = "Treuebonus"
    offer_plan_id: PlanId | None = None

    def __post_init__(self) -> None:
        bonus = self.bonus_percent
        is_bonus = bonus is None or (bonus.is_finite() and 0 < bonus <= _HUNDRED and self.bonus_periods >= 1)
        is_bonus = is_bonus and bool(self.bonus_title.strip())
        if not self.price_percent.is_finite() or self.price_percent <= -_HUNDRED or not is_bonus:
            raise RenewalNotUnderstood(percent=self.price_percent, bonus=bonus)


def step_for(steps: tuple[FeeStep, ...], month: int) -> FeeStep | None:
    """The step that a month falls into; None: after the last one."""
    return next((step for step in steps if month <= step.until_month), None)
