"""Price plans of a product: a new one, a new version of one, taken out of the offer or back into it.

A running contract keeps what it was made with: its price and terms stand on itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.catalog.add_product import NewPlan
from domain.catalog.plan_changes import AllowedChange, check_changes
from domain.clock import Clock
from domain.errors import Conflict, RuleViolation
from domain.ids import PlanId, ProductId
from domain.ports import Unit


class PlanOvertaken(Conflict):
    """Someone made a newer version of this plan meanwhile."""

    code = "plan_overtaken"


class PlanKindStays(RuleViolation):
    """A rental does not become a sale by a new version: that is another plan."""

    code = "plan_kind_stays"


@dataclass(frozen=True, slots=True)
class AddPlan(Command):
    """One more plan for a product that is there; also how a plan is copied."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    product_id: ProductId
    plan: NewPlan


@dataclass(frozen=True, slots=True)
class ChangePlanOffer(Command):
    """The next version, for contracts made from now on. `plan_id` is the version it was written from."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    plan_id: PlanId
    plan: NewPlan


@dataclass(frozen=True, slots=True)
class SetPlanOffered(Command):
    """False: nobody can order under it any more. True: one can again, under its newest version."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    plan_id: PlanId
    is_offered: bool


@dataclass(frozen=True, slots=True)
class SetPlanChanges(Command):
    """Which plans may follow this one in a running contract; replaces what was allowed before."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    plan_id: PlanId
    changes: tuple[AllowedChange, ...]


@dataclass(frozen=True, slots=True)
class PlanSaved(Event):
    """`plan_id` is the version that counts from now on."""

    plan_id: PlanId
    product_id: ProductId
    version: int

    def touched(self) -> Iterable[str]:
        return ("catalog",)


def add_plan(command: AddPlan, unit: Unit, _clock: Clock) -> PlanSaved:
    """Raises UnknownProduct, and what `NewPlan.plan` refuses."""
    product = unit.catalog.product(command.product_id)
    plan = command.plan.plan(PlanId(unit.new_id()), product.id)
    unit.catalog.add_plan(plan)
    return PlanSaved(plan.id, product.id, plan.version)


def change_plan_offer(command: ChangePlanOffer, unit: Unit, _clock: Clock) -> PlanSaved:
    """Raises UnknownPlan, PlanOvertaken, PlanKindStays, and what `NewPlan.plan` refuses."""
    old = unit.catalog.newest_plan(command.plan_id)
    if old.id != command.plan_id:
        raise PlanOvertaken(plan=old.name)
    if command.plan.kind is not old.kind:
        raise PlanKindStays(plan=old.name)
    made = command.plan.plan(PlanId(unit.new_id()), old.product_id)
    plan = replace(made, version=old.version + 1, family_id=old.family)
    unit.catalog.set_offered(old.id, False)
    unit.catalog.add_plan(plan)
    return PlanSaved(plan.id, plan.product_id, plan.version)


def set_plan_offered(command: SetPlanOffered, unit: Unit, _clock: Clock) -> PlanSaved:
    """Raises UnknownPlan, PlanOvertaken."""
    plan = unit.catalog.newest_plan(command.plan_id)
    if plan.id != command.plan_id:
        raise PlanOvertaken(plan=plan.name)
    unit.catalog.set_offered(plan.id, command.is_offered)
    return PlanSaved(plan.id, plan.product_id, plan.version)


def set_plan_changes(command: SetPlanChanges, unit: Unit, _clock: Clock) -> PlanSaved:
    """Raises UnknownPlan, PlanChangeWrong."""
    plan = unit.catalog.newest_plan(command.plan_id)
    check_changes(plan.family, command.changes)
    for change in command.changes:
        unit.catalog.newest_plan(change.to_family)
    unit.catalog.set_plan_changes(plan.family, command.changes)
    return PlanSaved(plan.id, plan.product_id, plan.version)
