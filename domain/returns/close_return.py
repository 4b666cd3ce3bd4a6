"""The office closes a return: damage is let go by it, a missing thing that is still out is not."""

from dataclasses import dataclass

from domain.application import Command
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import ReturnId
from domain.ports import Unit
from domain.returns.closing import open_ends
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.stages import Step
from domain.returns.tasks_done import clear_damage, clear_missing


class ReturnHasOpenEnds(RuleViolation):
    """A thing of it is still with the customer, or a claim is not settled."""

    code = "return_has_open_ends"


@dataclass(frozen=True, slots=True)
class CloseReturn(Command):
    return_id: ReturnId


def close_return(command: CloseReturn, unit: Unit, _clock: Clock) -> ReturnMoved:
    """Damage that was found and not claimed is let go.

    Raises UnknownReturnCase, IllegalReturnStep, ReturnHasOpenEnds.
    """
    case = known(command.return_id, unit)
    left = open_ends(case, unit) - {"damage"}
    if left:
        raise ReturnHasOpenEnds(number=case.number)
    case = case.stepped(Step.CLOSE)
    unit.returns.step(case)
    clear_damage(case, unit)
    clear_missing(case, unit)
    return moved(case)
