"""The plans that lines of a running contract may change to, and what may join it: what its page brings along."""

from dataclasses import dataclass

from domain.catalog.plan import PricePlan
from domain.catalog.plan_changes import AllowedChange
from domain.ids import PlanId, VariantId


@dataclass(frozen=True, slots=True)
class ThingOption:
    """One thing of the catalogue under one plan on offer, that may join a running contract."""

    variant_id: VariantId
    title: str
    plan: PricePlan


@dataclass(frozen=True, slots=True)
class PlanOption:
    """`change` is the row of the seller's table from `from_plan` to `plan`, None: only by agreement. `from_plan` None:
    for lines without a plan. `is_other_thing`: it is a plan of another product, which a bundle cannot change to."""

    from_plan: PlanId | None
    plan: PricePlan
    product: str
    change: AllowedChange | None = None
    is_other_thing: bool = False
