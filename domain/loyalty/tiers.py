"""Named steps that customers reach by staying or by what they are billed, and what each brings. Set by the owner.

A step that was reached stays: nothing that was granted goes because somebody earns less or the owner changes the steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from domain.errors import Conflict, InvalidInput, NotFound
from domain.ids import CustomerId
from domain.money import EUR, Currency, Money

MOST_TIERS: Final = 5
MOST_FREE: Final = 12
_LONGEST: Final = 40
_MOST_MONTHS: Final = 240


class TierMeasure(StrEnum):
    """MONTHS: paid months of the contract that has most of them. TURNOVER: all that was billed with VAT, less what was
    credited, without deposits."""

    MONTHS = "months"
    TURNOVER = "turnover"


class TiersNotUnderstood(InvalidInput):
    """No name or one twice, nothing given, not in order, or a higher step that gives less."""

    code = "tiers_not_understood"


class UnknownTier(NotFound):
    """No step of this name."""

    code = "unknown_tier"


class TierSame(Conflict):
    """The customer has exactly this step already."""

    code = "tier_same"


@dataclass(frozen=True, slots=True)
class Tier:
    """`name` is printed on invoices. Reached with `months` paid months or a `turnover`, as the programme measures.

    `percent` less on everything that is paid again and again; once reached, `free_months` of the oldest contract cost
    nothing, each step's once for a customer.

    Raises TiersNotUnderstood.
    """

    name: str
    percent: int = 0
    free_months: int = 0
    months: int | None = None
    turnover: Money | None = None

    def __post_init__(self) -> None:
        reached_by = [each for each in (self.months, self.turnover) if each is not None]
        is_named = bool(self.name.strip()) and len(self.name) <= _LONGEST
        is_sane = 0 <= self.percent <= 100 and 0 <= self.free_months <= MOST_FREE
        if not is_named or not is_sane or len(reached_by) != 1:
            raise TiersNotUnderstood(tier=self.name)
        if self.months is not None and not 1 <= self.months <= _MOST_MONTHS:
            raise TiersNotUnderstood(tier=self.name)
        if self.turnover is not None and self.turnover.minor <= 0:
            raise TiersNotUnderstood(tier=self.name)

    @property
    def least(self) -> int:
        """Months or whole minor units, as the programme measures."""
        return self.turnover.minor if self.turnover is not None else self.months or 0


@dataclass(frozen=True, slots=True)
class TierProgramme:
    """`tiers` from the lowest on. Closed, nobody reaches anything; what was reached stays.

    Raises TiersNotUnderstood.
    """

    is_open: bool = False
    measure: TierMeasure = TierMeasure.MONTHS
    tiers: tuple[Tier, ...] = ()

    def __post_init__(self) -> None:
        is_by_months = self.measure is TierMeasure.MONTHS
        if (self.is_open and not self.tiers) or len(self.tiers) > MOST_TIERS:
            raise TiersNotUnderstood(tier="")
        for each in self.tiers:
            if (each.months is not None) is not is_by_months or not each.percent + each.free_months:
                raise TiersNotUnderstood(tier=each.name)
        for lower, higher in pairwise(self.tiers):
            if higher.least <= lower.least or higher.percent < lower.percent:
                raise TiersNotUnderstood(tier=higher.name)
        if len({each.name.casefold() for each in self.tiers}) < len(self.tiers):
            raise TiersNotUnderstood(tier=self.tiers[0].name)
        if len({each.turnover.currency for each in self.tiers if each.turnover is not None}) > 1:
            raise TiersNotUnderstood(tier=self.tiers[0].name)

    @property
    def currency(self) -> Currency:
        """Of the amounts to be reached."""
        return next((each.turnover.currency for each in self.tiers if each.turnover is not None), EUR)

    def rank(self, tier: Tier | None) -> int:
        """1 for the lowest; 0 for none, and for one that the owner took out of the programme."""
        names = [each.name for each in self.tiers]
        return names.index(tier.name) + 1 if tier is not None and tier.name in names else 0

    def named(self, name: str) -> Tier:
        """Raises UnknownTier."""
        for each in self.tiers:
            if each.name == name:
                return each
        raise UnknownTier(tier=name)

    def above(self, tier: Tier | None) -> Sequence[Tier]:
        """What can still be reached, the next first. None of them gives less than what is there."""
        percent = 0 if tier is None else tier.percent
        return [each for each in self.tiers[self.rank(tier) :] if each.percent >= percent]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a customer has since a day, as it was then. `tier` None: a person took it away. `n` counts from 1.

    `is_by_hand`: a person gave or took it, and said why.
    """

    customer_id: CustomerId
    n: int
    tier: Tier | None
    from_on: date
    reason: str = ""
    is_by_hand: bool = False

    @property
    def is_barred(self) -> bool:
        """Nothing is reached any more until a person gives a step again."""
        return self.tier is None


def earned(programme: TierProgramme, standing: Standing | None, reached: int) -> Tier | None:
    """The highest step above what is there; `reached` in months or minor units. None: none is reached."""
    if not programme.is_open or (standing is not None and standing.is_barred):
        return None
    above = programme.above(None if standing is None else standing.tier)
    return next((each for each in reversed(above) if reached >= each.least), None)


def next_tier(programme: TierProgramme, standing: Standing | None) -> Tier | None:
    """What comes next; None: nothing does."""
    if not programme.is_open or (standing is not None and standing.is_barred):
        return None
    return next(iter(programme.above(None if standing is None else standing.tier)), None)
