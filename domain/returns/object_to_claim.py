"""The customer does not agree with what was claimed: nothing is charged until the office has decided."""

from dataclasses import dataclass, field
from typing import Final

from domain.application import PERSONAL, Command
from domain.clock import Clock
from domain.ids import ReturnId
from domain.ports import Unit
from domain.returns.claims import OPEN_CLAIMS, Claim, NoOpenClaim
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.stages import Step
from domain.tasks.model import TaskKind

LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class ObjectToClaim(Command):
    """`words` are the customer's; they stay beside the log."""

    return_id: ReturnId
    words: str = field(default="", metadata=PERSONAL)


def object_to_claim(command: ObjectToClaim, unit: Unit, _clock: Clock) -> ReturnMoved:
    """Also after the day, as long as nothing is charged. Raises UnknownReturnCase, NoOpenClaim, IllegalClaimStep."""
    case = known(command.return_id, unit)
    claim = open_claim(command.return_id, unit).objected(unit.today(), command.words.strip())
    case = case.stepped(Step.OBJECT)
    unit.returns.save_claim(claim)
    unit.returns.step(case)
    unit.tasks.open(TaskKind.CLAIM_OBJECTED, case.number, {})
    return moved(case)


def open_claim(return_id: ReturnId, unit: Unit) -> Claim:
    """Raises NoOpenClaim."""
    found = next((claim for claim in unit.returns.claims(return_id) if claim.state in OPEN_CLAIMS), None)
    if found is None:
        raise NoOpenClaim
    return found
