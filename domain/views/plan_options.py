"""The plans that a line of a running contract may change to, as the contract's page brings them along."""

from dataclasses import dataclass

from domain.catalog.plan import PricePlan
from domain.catalog.plan_changes import AllowedChange
from domain.ids import PlanId


@dataclass(frozen=True, slots=True)
class PlanOption:
    """`change` is the row of the seller's table from `from_plan` to `plan`, None: only by agreement. `from_plan` None:
    for lines without a plan. `is_other_thing`: it is a plan of another product, which a bundle cannot change to."""

    from_plan: PlanId | None
    plan: PricePlan
    product: str
    change: AllowedChange | None = None
    is_other_thing: bool = False
