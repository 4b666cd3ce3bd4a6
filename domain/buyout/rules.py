"""When a rented thing may be bought, and by which formula: the owner's rules for all contracts under one price plan.

They stand on no contract: a purchase that is promised at signing may make a consumer's contract a financial aid
(section 506 BGB). Each offer is made later and stands by itself. Source: RULES.md 3.4.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from domain.buyout.formula import BuyoutRulesWrong, Formula
from domain.errors import RuleViolation
from domain.money import Currency
from domain.period import Interval, Unit

_MONTH: Final = Interval(Unit.MONTH)
_MOST_MONTHS: Final = 1200
USUAL_DAYS: Final = 14
MOST_DAYS: Final = 366


class NoBuyoutRules(RuleViolation):
    """Nobody said for what the things of this plan are sold: only a price of one's own can be offered."""

    code = "no_buyout_rules"


class BuyoutTooEarly(RuleViolation):
    """The thing has not been with the customer long enough."""

    code = "buyout_too_early"


@dataclass(frozen=True, slots=True)
class RuleStep:
    """From so many full months in use on, this formula."""

    from_month: int
    formula: Formula


@dataclass(frozen=True, slots=True)
class BuyoutRules:
    """`steps` in order of months; before the first one nothing is sold. An offer is valid for `valid_days`.

    `on_credit`: the thing is the customer's as soon as the offer is accepted, not when it is paid.
    """

    steps: tuple[RuleStep, ...]
    valid_days: int = USUAL_DAYS
    on_credit: bool = False

    def check(self, currency: Currency) -> None:
        """Raises BuyoutRulesWrong."""
        months = [each.from_month for each in self.steps]
        is_ordered = all(earlier < later for earlier, later in pairwise(months))
        if not months or not is_ordered or not 0 <= months[0] <= months[-1] <= _MOST_MONTHS:
            raise BuyoutRulesWrong(months=len(months))
        if not 1 <= self.valid_days <= MOST_DAYS:
            raise BuyoutRulesWrong(days=self.valid_days)
        for each in self.steps:
            each.formula.check(currency)

    def formula(self, months: int, start_on: date) -> Formula:
        """That of the newest step that is reached. Raises BuyoutTooEarly with the first day on which one is."""
        reached = [each for each in self.steps if each.from_month <= months]
        if not reached:
            first = self.steps[0].from_month
            raise BuyoutTooEarly(months=first, on=_MONTH.after(start_on, first))
        return reached[-1].formula


def months_in_use(start_on: date, day: date) -> int:
    """Full months from the first day up to and without `day`; never below zero."""
    months = max((day.year - start_on.year) * 12 + day.month - start_on.month, 0)
    return months - 1 if months and _MONTH.after(start_on, months) > day else months
