"""What staying is worth: a lower price from a month on, a free month now and then. Agreed with one contract, kept on
its timeline, and made into dated prices and discounts before their days come (`domain/loyalty/steps.py`).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final, NewType
from uuid import UUID

from domain.errors import InvalidInput
from domain.ids import ContractLineId, PlanId
from domain.money import Money

SchemeId = NewType("SchemeId", UUID)

MOST_MONTHS: Final = 240
_HUNDRED: Final = Decimal(100)


class LoyaltyNotUnderstood(InvalidInput):
    """Nothing is given, steps that do not follow each other, a price without the plan it is for, or odd numbers."""

    code = "loyalty_not_understood"


@dataclass(frozen=True, slots=True)
class Step:
    """From the paid month `from_month` on (13: after a year) `percent` less, or another `price` of one unit.

    Raises LoyaltyNotUnderstood.
    """

    from_month: int
    percent: Decimal | None = None
    price: Money | None = None

    def __post_init__(self) -> None:
        percent, price = self.percent, self.price
        wrong = (percent is None) == (price is None) or not 2 <= self.from_month <= MOST_MONTHS
        if wrong or (percent is not None and not (percent.is_finite() and 0 < percent <= _HUNDRED)):
            raise LoyaltyNotUnderstood(month=self.from_month)
        if price is not None and price.minor < 0:
            raise LoyaltyNotUnderstood(month=self.from_month)


@dataclass(frozen=True, slots=True)
class LoyaltyRule:
    """`steps` in order of months, each takes the place of the one before. After every `free_every` paid months one is
    free; None: none is. `plan_families` empty: for every plan; a price names the plans that it is for.

    Raises LoyaltyNotUnderstood.
    """

    steps: tuple[Step, ...] = ()
    free_every: int | None = None
    plan_families: tuple[PlanId, ...] = ()

    def __post_init__(self) -> None:
        if not self.steps and self.free_every is None:
            raise LoyaltyNotUnderstood(month=0)
        if any(later.from_month <= earlier.from_month for earlier, later in pairwise(self.steps)):
            raise LoyaltyNotUnderstood(month=self.steps[-1].from_month)
        if self.free_every is not None and not 1 <= self.free_every <= MOST_MONTHS:
            raise LoyaltyNotUnderstood(month=self.free_every)
        if any(step.price is not None for step in self.steps) and not self.plan_families:
            raise LoyaltyNotUnderstood(month=0)
        if len({step.price.currency for step in self.steps if step.price is not None}) > 1:
            raise LoyaltyNotUnderstood(month=0)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A programme of the owner's that new contracts get. `closed_on` None: it is agreed with new ones."""

    id: SchemeId
    title: str
    rule: LoyaltyRule
    made_on: date
    closed_on: date | None = None

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise LoyaltyNotUnderstood(month=0)


@dataclass(frozen=True, slots=True)
class Given:
    """One benefit with its day: `name` is that of its discount, or of its step. A price says line, and what was before.

    `is_told`: the customer had the letter.
    """

    name: str
    from_on: date
    line_id: ContractLineId | None = None
    price: Money | None = None
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Loyalty:
    """What is agreed with a contract, as it was then; a scheme that changes later changes it no more.

    Nothing begins before `agreed_on`. `plan_ids` are the versions of the plans that a price is for.
    """

    title: str
    rule: LoyaltyRule
    agreed_on: date
    plan_ids: tuple[PlanId, ...] = ()
    given: tuple[Given, ...] = ()
