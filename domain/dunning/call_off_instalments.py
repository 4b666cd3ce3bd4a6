"""A person ends an instalment plan: letters go on as if there had been none."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.dunning.agree_instalments import PlanMoved
from domain.dunning.instalments import PlanId, PlanStep
from domain.dunning.model import LONGEST_REASON, DunningReasonMissing
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class CallOffInstalments(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    plan_id: PlanId
    reason: str


def call_off_instalments(command: CallOffInstalments, unit: Unit, _clock: Clock) -> PlanMoved:
    """Raises UnknownPlan, IllegalPlanStep, DunningReasonMissing."""
    plan, _open = unit.dunning.plan(command.plan_id)
    moved, why = plan.stepped(PlanStep.CALL_OFF), command.reason.strip()[:LONGEST_REASON]
    if not why:
        raise DunningReasonMissing(number=plan.number)
    unit.dunning.step_plan(plan, PlanStep.CALL_OFF, unit.today(), why)
    return PlanMoved(plan.customer_id, plan.number, moved.status)
