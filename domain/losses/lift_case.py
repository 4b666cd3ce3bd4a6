"""A case of a customer is over: the estate is settled, proceedings ended, or it was a mistake."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.losses.cases import CaseId, CaseStep
from domain.losses.opened_case import CaseMoved
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class LiftCase(Command):
    """Letters go to the customer again. `reason` is kept."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    case_id: CaseId
    reason: str = ""


def lift_case(command: LiftCase, unit: Unit, _clock: Clock) -> CaseMoved:
    """Raises UnknownCase, IllegalCaseStep."""
    case = unit.losses.case(command.case_id)
    case.stepped(CaseStep.LIFT)
    unit.losses.step_case(case, CaseStep.LIFT, unit.today(), command.reason.strip()[:300])
    return CaseMoved(case.id, case.number, case.customer_id, case.kind)
