"""One more price plan for a product."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.catalog.add_product import NewPlan
from domain.catalog.contents import check_tables
from domain.catalog.plan_saved import PlanSaved
from domain.clock import Clock
from domain.ids import PlanId, ProductId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AddPlan(Command):
    """One more plan for a product that is there; also how a plan is copied."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    product_id: ProductId
    plan: NewPlan


def add_plan(command: AddPlan, unit: Unit, _clock: Clock) -> PlanSaved:
    """Raises UnknownProduct, BundleTableIncomplete, BundleSharesWrong, and what `NewPlan.plan` refuses."""
    product = unit.catalog.product(command.product_id)
    plan = command.plan.plan(PlanId(unit.new_id()), product.id)
    check_tables([plan], unit.catalog.variants_of(product.id))
    unit.catalog.add_plan(plan)
    return PlanSaved(plan.id, product.id, plan.version)
