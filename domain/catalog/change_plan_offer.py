"""A new version of a price plan. A running contract keeps what it was made with: price and terms stand on itself."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import Command, Seat
from domain.catalog.add_product import NewPlan
from domain.catalog.contents import check_tables
from domain.catalog.plan_saved import PlanOvertaken, PlanSaved
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import PlanId
from domain.ports import Unit


class PlanKindStays(RuleViolation):
    """A rental does not become a sale by a new version: that is another plan."""

    code = "plan_kind_stays"


@dataclass(frozen=True, slots=True)
class ChangePlanOffer(Command):
    """The next version, for contracts made from now on. `plan_id` is the version it was written from."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    plan_id: PlanId
    plan: NewPlan


def change_plan_offer(command: ChangePlanOffer, unit: Unit, _clock: Clock) -> PlanSaved:
    """Raises UnknownPlan, PlanOvertaken, PlanKindStays, and what `check_tables` and `NewPlan.plan` refuse."""
    old = unit.catalog.newest_plan(command.plan_id)
    if old.id != command.plan_id:
        raise PlanOvertaken(plan=old.name)
    if command.plan.kind is not old.kind:
        raise PlanKindStays(plan=old.name)
    made = command.plan.plan(PlanId(unit.new_id()), old.product_id)
    check_tables([made], unit.catalog.variants_of(old.product_id))
    plan = replace(made, version=old.version + 1, family_id=old.family)
    unit.catalog.set_offered(old.id, False)
    unit.catalog.add_plan(plan)
    return PlanSaved(plan.id, plan.product_id, plan.version)
