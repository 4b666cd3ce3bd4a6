"""The customer gets until another day; what was missing in a parcel is waited for again."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command
from domain.assets.status import OUT
from domain.clock import Clock
from domain.ids import ReturnId
from domain.ports import Unit
from domain.returns.announce_return import ReturnDateInThePast
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.tasks_done import clear_missing


@dataclass(frozen=True, slots=True)
class ExtendReturn(Command):
    """`until` is the new last day."""

    has_consequences: ClassVar[bool] = True

    return_id: ReturnId
    until: date


def extend_return(command: ExtendReturn, unit: Unit, _clock: Clock) -> ReturnMoved:
    """What was bought, lost or came another way since is not waited for again.

    Raises ReturnDateInThePast, UnknownReturnCase, IllegalReturnStep.
    """
    if command.until < unit.today():
        raise ReturnDateInThePast(day=command.until)
    case = known(command.return_id, unit)
    things = unit.assets.get_all([line.asset_id for line in case.lines])
    case = case.expected_again(command.until, frozenset(each.id for each in things if each.state.status not in OUT))
    unit.returns.look(case)
    unit.returns.move(case)
    clear_missing(case, unit)
    return moved(case)
