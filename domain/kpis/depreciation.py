"""What things are still worth in the books: straight line over the months of their product, down to a residual value.

The month of purchase counts as a whole one. Source: section 7 (1) EStG; RULES.md 5 (result per asset).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from domain.errors import InvalidInput
from domain.ids import ProductId
from domain.money import Money, half_up

MOST_MONTHS: Final = 600
_HUNDRED: Final = Decimal(100)
_YEAR: Final = 12


class DepreciationWrong(InvalidInput):
    """A thing is written off over one month to fifty years, to a residual value of 0 to 100 percent; each product has
    one rule."""

    code = "depreciation_wrong"


@dataclass(frozen=True, slots=True)
class Depreciation:
    """Over `months`, down to `residual` percent of what the thing cost. Raises DepreciationWrong."""

    months: int
    residual: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if not 1 <= self.months <= MOST_MONTHS or not (self.residual.is_finite() and 0 <= self.residual <= _HUNDRED):
            raise DepreciationWrong(most=MOST_MONTHS)

    def book_value(self, cost: Money, bought_on: date, day: date) -> Money:
        """On the evening of `day`; before it was bought it is worth what it costs."""
        passed = (day.year - bought_on.year) * _YEAR + day.month - bought_on.month + 1
        whole = Decimal(cost.minor) * (_HUNDRED - self.residual) / _HUNDRED
        gone = whole * min(max(passed, 0), self.months) / self.months
        return Money(half_up(Decimal(cost.minor) - gone), cost.currency)


@dataclass(frozen=True, slots=True)
class ProductRule:
    product_id: ProductId
    rule: Depreciation


@dataclass(frozen=True, slots=True)
class DepreciationSettings:
    """`usual` is for products without a rule of their own; None: what they are worth is not reckoned.

    Raises DepreciationWrong: a product has two rules.
    """

    usual: Depreciation | None = None
    products: tuple[ProductRule, ...] = ()

    def __post_init__(self) -> None:
        if len({each.product_id for each in self.products}) != len(self.products):
            raise DepreciationWrong(most=MOST_MONTHS)

    def rule_of(self, product_id: ProductId) -> Depreciation | None:
        return next((each.rule for each in self.products if each.product_id == product_id), self.usual)

    def with_rule(self, product_id: ProductId, rule: Depreciation | None) -> "DepreciationSettings":
        """`rule` None: the product follows the usual one again."""
        others = tuple(each for each in self.products if each.product_id != product_id)
        own = () if rule is None else (ProductRule(product_id, rule),)
        return DepreciationSettings(self.usual, (*others, *own))
