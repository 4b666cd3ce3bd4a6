"""The letter with the rates that were agreed. The worker's consequence of what the office did."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.dunning.agree_instalments import PlanMoved
from domain.dunning.instalments import PlanId
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TellInstalments(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    plan_id: PlanId


def tell_instalments(command: TellInstalments, unit: Unit, _clock: Clock) -> PlanMoved:
    """Raises UnknownPlan."""
    plan, _open = unit.dunning.plan(command.plan_id)
    told = Told(
        LetterKind.INSTALMENTS_AGREED,
        {"first_on": plan.rates[0].due_on, "last_on": plan.rates[-1].due_on},
        {"to_pay": plan.total, "rate": plan.rates[0].amount},
        texts={"plan": plan.number, "count": str(len(plan.rates))},
    )
    unit.letters.tell(plan.customer_id, told, plan.id)
    return PlanMoved(plan.customer_id, plan.number, plan.status, plan.rates[-1].due_on)
