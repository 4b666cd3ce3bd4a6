"""What the owner decided about losses: when rent stops, what a thing is still worth, what insures, who writes off."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from domain.assets.status import Grade
from domain.errors import InvalidInput
from domain.ids import ProductId
from domain.losses.model import LossKind
from domain.money import EUR, Money

MOST_ROWS: Final = 40
MOST_COVERS: Final = 100
MOST_DAYS: Final = 3650
_HUNDRED: Final = 100
_NOTHING: Final = Money(0)
_TWO_PERSON: Final = Money.of("500.00")
_GRADES: Final = tuple(Grade)


class StopsOn(StrEnum):
    """The last day with rent: that of the report, that of the loss, or the last one of the period of the report."""

    REPORTED = "reported"
    HAPPENED = "happened"
    PERIOD_END = "period_end"


class OnDeath(StrEnum):
    """What is proposed when a customer died: contracts wait for an heir, or end with the day."""

    HEIR = "heir"
    END = "end"


class LossSettingsWrong(InvalidInput):
    """Months in order from 0 on, percentages from 0 to 100 that fall with the grade, days and amounts not negative."""

    code = "loss_settings_wrong"


@dataclass(frozen=True, slots=True)
class ResidualRow:
    """From so many months in use on a thing is worth so many percent of what it was bought for; by grade, A to D."""

    from_month: int
    percents: tuple[int, int, int, int]

    def percent(self, grade: Grade) -> int:
        return self.percents[_GRADES.index(grade)]


@dataclass(frozen=True, slots=True)
class Cover:
    """A service that pays for what is lost or stolen, but for `deductible`."""

    product_id: ProductId
    lost: bool = False
    stolen: bool = True
    deductible: Money = _NOTHING

    def covers(self, kind: LossKind) -> bool:
        return self.lost if kind is LossKind.LOST else self.stolen


STANDARD_ROWS: Final = (
    ResidualRow(0, (100, 95, 90, 80)),
    ResidualRow(7, (85, 80, 70, 60)),
    ResidualRow(13, (70, 65, 55, 45)),
    ResidualRow(25, (50, 45, 35, 25)),
    ResidualRow(37, (30, 25, 20, 10)),
    ResidualRow(61, (15, 10, 10, 5)),
)
"""As shipped; the owner's own table takes their place."""


@dataclass(frozen=True, slots=True)
class LossSettings:
    """`needs_police`: an insurance pays for theft only with the police's reference. `give_back_days`: what turns up
    within so many days has its residual given back, as a proposal. `two_person_above`: who writes off more needs
    another person.

    Raises LossSettingsWrong.
    """

    stops: StopsOn = StopsOn.REPORTED
    rows: tuple[ResidualRow, ...] = STANDARD_ROWS
    objection_days: int = 14
    needs_police: bool = True
    covers: tuple[Cover, ...] = ()
    give_back_days: int = 365
    on_death: OnDeath = OnDeath.HEIR
    two_person_above: Money = _TWO_PERSON

    def __post_init__(self) -> None:
        months = [row.from_month for row in self.rows]
        percents = [row.percents for row in self.rows]
        falls = all(list(each) == sorted(each, reverse=True) for each in percents)
        in_bounds = all(0 <= value <= _HUNDRED for each in percents for value in each)
        in_order = months[:1] == [0] and all(a < b for a, b in pairwise(months))
        days = (self.objection_days, self.give_back_days)
        amounts = (self.two_person_above, *(each.deductible for each in self.covers))
        named = {each.product_id for each in self.covers}
        is_right = (
            falls
            and in_bounds
            and in_order
            and len(self.rows) <= MOST_ROWS
            and all(0 <= each <= MOST_DAYS for each in days)
            and all(each.minor >= 0 and each.currency == EUR for each in amounts)
            and len(named) == len(self.covers) <= MOST_COVERS
        )
        if not is_right:
            raise LossSettingsWrong(most=MOST_ROWS)

    def residual(self, cost: Money, months: int, grade: Grade) -> Money:
        """After so many begun months in use, rounded half up."""
        row = [each for each in self.rows if each.from_month <= max(months, 0)][-1]
        return cost.share(row.percent(grade), _HUNDRED)

    def cover_of(self, products: frozenset[ProductId], kind: LossKind) -> Cover | None:
        """The one of these services that pays; of several the one with the smallest deductible."""
        found = [each for each in self.covers if each.product_id in products and each.covers(kind)]
        return min(found, key=lambda each: each.deductible.minor, default=None)
