"""The office lets a claim for damage go: nothing is charged."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command
from domain.clock import Clock
from domain.ids import ReturnId
from domain.ports import Unit
from domain.returns.claims import ClaimAction
from domain.returns.closing import closed_without_claim
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.object_to_claim import open_claim
from domain.returns.stages import Step
from domain.returns.tasks_done import clear_objection


@dataclass(frozen=True, slots=True)
class DropClaim(Command):
    has_consequences: ClassVar[bool] = True

    return_id: ReturnId
    reason: str = ""


def drop_claim(command: DropClaim, unit: Unit, _clock: Clock) -> ReturnMoved:
    """Raises UnknownReturnCase, NoOpenClaim."""
    case = known(command.return_id, unit)
    claim = open_claim(case.id, unit)
    unit.returns.save_claim(claim.acted(ClaimAction.DROP))
    reason = " ".join(command.reason.split())[:200]
    case = closed_without_claim(case.stepped(Step.DROP_CLAIM, {"why": reason} if reason else None), unit)
    unit.returns.step(case)
    clear_objection(case, unit)
    return moved(case)
