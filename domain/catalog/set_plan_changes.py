"""Which price plans may follow another one while a contract runs."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.catalog.plan_changes import AllowedChange, check_changes
from domain.catalog.plan_saved import PlanSaved
from domain.clock import Clock
from domain.ids import PlanId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SetPlanChanges(Command):
    """Which plans may follow this one in a running contract; replaces what was allowed before."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    plan_id: PlanId
    changes: tuple[AllowedChange, ...]


def set_plan_changes(command: SetPlanChanges, unit: Unit, _clock: Clock) -> PlanSaved:
    """Raises UnknownPlan, PlanChangeWrong."""
    plan = unit.catalog.newest_plan(command.plan_id)
    check_changes(plan.family, command.changes)
    for change in command.changes:
        unit.catalog.newest_plan(change.to_family)
    unit.catalog.set_plan_changes(plan.family, command.changes)
    return PlanSaved(plan.id, plan.product_id, plan.version)
