"""A parcel came without something that was expected in it."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.clock import Clock
from domain.ids import AssetId, ReturnId
from domain.ports import Unit
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.effects import rest_is_due
from domain.returns.model import LineState, NotOfThisReturn, Return
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class NoteMissing(Command):
    """`asset_id` is what should have been there."""

    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE
    has_consequences: ClassVar[bool] = True

    return_id: ReturnId
    asset_id: AssetId


def note_missing(command: NoteMissing, unit: Unit, clock: Clock) -> ReturnMoved:
    """The thing stays with the customer, who is told when the rest is known; the office has a task.

    Raises UnknownReturnCase, NotOfThisReturn, IllegalReturnStep.
    """
    case = known(command.return_id, unit)
    check_expected(case, command.asset_id)
    rest_is_due(case, None, unit, clock)
    case = case.missing(command.asset_id, unit.context.effective_at)
    unit.returns.look(case)
    asset = unit.assets.get(command.asset_id)
    unit.tasks.open(TaskKind.THING_MISSING, case.number, {"asset": asset.code})
    return moved(case)


def check_expected(case: Return, asset_id: AssetId) -> None:
    """Raises NotOfThisReturn: the thing does not belong to it, or it is known already what came of it."""
    line = case.line_of(asset_id)
    if line is None or line.state is not LineState.EXPECTED:
        raise NotOfThisReturn(number=case.number)
