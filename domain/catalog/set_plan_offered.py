"""A price plan is taken out of the offer, or back into it."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.catalog.plan_saved import PlanOvertaken, PlanSaved
from domain.clock import Clock
from domain.ids import PlanId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SetPlanOffered(Command):
    """False: nobody can order under it any more. True: one can again, under its newest version."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    plan_id: PlanId
    is_offered: bool


def set_plan_offered(command: SetPlanOffered, unit: Unit, _clock: Clock) -> PlanSaved:
    """Raises UnknownPlan, PlanOvertaken."""
    plan = unit.catalog.newest_plan(command.plan_id)
    if plan.id != command.plan_id:
        raise PlanOvertaken(plan=plan.name)
    unit.catalog.set_offered(plan.id, command.is_offered)
    return PlanSaved(plan.id, plan.product_id, plan.version)
