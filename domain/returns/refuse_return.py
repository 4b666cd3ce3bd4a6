"""The office does not agree to a return that was asked for; the customer keeps the things and hears why."""

from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import Command
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import ReturnId
from domain.ports import Unit
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.stages import Step

LONGEST: Final = 500


class RefusalNeedsReason(InvalidInput):
    """Whoever is refused something hears why, in at most 500 letters."""

    code = "refusal_needs_reason"


@dataclass(frozen=True, slots=True)
class RefuseReturn(Command):
    """`why` is printed in the letter, as it was written."""

    has_consequences: ClassVar[bool] = True

    return_id: ReturnId
    why: str


def refuse_return(command: RefuseReturn, unit: Unit, _clock: Clock) -> ReturnMoved:
    """Raises RefusalNeedsReason, UnknownReturnCase, IllegalReturnStep."""
    why = " ".join(command.why.split())
    if not why or len(why) > LONGEST:
        raise RefusalNeedsReason(longest=LONGEST)
    case = known(command.return_id, unit).withdrawn(Step.REFUSE, unit.today(), {"why": why})
    unit.returns.withdraw(case)
    return moved(case)
