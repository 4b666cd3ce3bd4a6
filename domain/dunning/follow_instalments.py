"""The worker looks at an instalment plan: all paid, it is kept; a rate missed beyond the grace, it lapses by letter."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.dunning.agree_instalments import PlanMoved
from domain.dunning.instalments import InstalmentPlan, PlanId, PlanStatus, PlanStep, Rate
from domain.messages.contract_letter import LetterKind, Told
from domain.money import Money
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class FollowInstalments(Command):
    """Changes nothing where the plan is neither paid nor missed."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    plan_id: PlanId


def follow_instalments(command: FollowInstalments, unit: Unit, _clock: Clock) -> PlanMoved:
    """Raises UnknownPlan."""
    plan, still_open = unit.dunning.plan(command.plan_id)
    if plan.status is not PlanStatus.AGREED:
        return PlanMoved(plan.customer_id, plan.number, plan.status)
    step, missed = _step(plan, still_open, unit)
    if step is None:
        return PlanMoved(plan.customer_id, plan.number, plan.status)
    unit.dunning.step_plan(plan, step, unit.today())
    if missed is not None:
        days, amounts = {"due_on": missed.due_on}, {"rate": missed.amount, "to_pay": still_open}
        told = Told(LetterKind.INSTALMENTS_LAPSED, days, amounts, texts={"plan": plan.number})
        unit.letters.tell(plan.customer_id, told, plan.id)
        customer = unit.customers.get(plan.customer_id).number
        unit.tasks.open(TaskKind.INSTALMENTS_LAPSED, customer, {"plan": plan.number})
    return PlanMoved(plan.customer_id, plan.number, plan.stepped(step).status)


def _step(plan: InstalmentPlan, still_open: Money, unit: Unit) -> tuple[PlanStep | None, Rate | None]:
    if not still_open:
        return PlanStep.KEEP, None
    missed = plan.missed(still_open, unit.today(), unit.settings.dunning().value.grace_days)
    return (None, None) if missed is None else (PlanStep.LAPSE, missed)
