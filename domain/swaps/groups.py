"""Exchange groups: the owner says what may be swapped for what, how often, and for how much less."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NewType
from uuid import UUID

from domain.errors import Conflict, InvalidInput, NotFound
from domain.ids import VariantId
from domain.money import Money
from domain.period import Interval

GroupId = NewType("GroupId", UUID)

MOST_MEMBERS: Final = 1000
MOST: Final = 1000
_HUNDRED: Final = Decimal(100)


class ExchangeGroupWrong(InvalidInput):
    """A group without a name or with fewer than two things, a thing twice, or odd numbers."""

    code = "exchange_group_wrong"


class UnknownExchangeGroup(NotFound):
    """No exchange group of this id."""

    code = "unknown_exchange_group"


class InAnotherGroup(Conflict):
    """A thing belongs to another exchange group already."""

    code = "in_another_exchange_group"


@dataclass(frozen=True, slots=True)
class Member:
    """`credits`: how much of the allowance a swap to it uses. Raises ExchangeGroupWrong."""

    variant_id: VariantId
    credits: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.credits <= MOST:
            raise ExchangeGroupWrong(credits=self.credits)


@dataclass(frozen=True, slots=True)
class Allowance:
    """`credits` are given each `every`, counted from the contract's start; up to `carried` of the unused ones go on to
    the next period. Raises ExchangeGroupWrong."""

    credits: int
    every: Interval
    carried: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.credits <= MOST or not 0 <= self.carried <= MOST:
            raise ExchangeGroupWrong(credits=self.credits)


@dataclass(frozen=True, slots=True)
class Residual:
    """What a thing that never came back costs: its purchase price, less an equal part each month over `months`, at
    least `least_percent` of it. Raises ExchangeGroupWrong."""

    months: int = 36
    least_percent: int = 10

    def __post_init__(self) -> None:
        if not 1 <= self.months <= MOST or not 0 <= self.least_percent <= 100:
            raise ExchangeGroupWrong(months=self.months)

    def of(self, cost: Money, months: int) -> Money:
        """After so many begun months with the customer."""
        left = max(Decimal(self.months - months) / self.months, Decimal(self.least_percent) / _HUNDRED)
        return cost.times(left)


@dataclass(frozen=True, slots=True)
class SwapRules:
    """`most` swaps in the life of one contract, None: any number. `allowance` None: no matter how often.

    `percent` less on the price of what is swapped to. `chase_after` days after the day by which the old one was to be
    back, a person is told. Raises ExchangeGroupWrong.
    """

    most: int | None = None
    allowance: Allowance | None = None
    percent: Decimal = Decimal(0)
    return_days: int = 14
    chase_after: int = 14
    residual: Residual = field(default_factory=Residual)

    def __post_init__(self) -> None:
        if self.most is not None and not 0 <= self.most <= MOST:
            raise ExchangeGroupWrong(most=self.most)
        if not (self.percent.is_finite() and 0 <= self.percent < _HUNDRED):
            raise ExchangeGroupWrong(percent=str(self.percent))
        if not 1 <= self.return_days <= 365 or not 0 <= self.chase_after <= 365:
            raise ExchangeGroupWrong(days=self.return_days)

    def price(self, plan_price: Money) -> Money:
        """The discount is taken off once, rounded half up."""
        return plan_price.times((_HUNDRED - self.percent) / _HUNDRED)


@dataclass(frozen=True, slots=True)
class ExchangeGroup:
    """`version` counts the changes from 1 on. Raises ExchangeGroupWrong."""

    id: GroupId
    version: int
    name: str
    members: tuple[Member, ...]
    rules: SwapRules
    is_closed: bool = False

    def __post_init__(self) -> None:
        things = {each.variant_id for each in self.members}
        if not self.name.strip() or len(things) != len(self.members) or not 2 <= len(things) <= MOST_MEMBERS:
            raise ExchangeGroupWrong(name=self.name)

    def member(self, variant_id: VariantId) -> Member | None:
        return next((each for each in self.members if each.variant_id == variant_id), None)
