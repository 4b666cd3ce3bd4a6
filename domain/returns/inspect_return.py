"""Somebody has looked at a thing that came back: with the last one the return is inspected, and closed if well."""

from dataclasses import dataclass

from domain.application import Command
from domain.clock import Clock
from domain.ids import AssetId, ReturnId
from domain.ports import Unit
from domain.returns.closing import closed_if_done
from domain.returns.deciding import ReturnMoved, known, moved
from domain.returns.model import LineState, NotOfThisReturn


@dataclass(frozen=True, slots=True)
class InspectReturn(Command):
    """By hand; where the workshop has finished with the thing, it follows from that."""

    return_id: ReturnId
    asset_id: AssetId


def inspect_return(command: InspectReturn, unit: Unit, _clock: Clock) -> ReturnMoved:
    """Told twice, nothing more happens. Raises UnknownReturnCase, NotOfThisReturn."""
    case = known(command.return_id, unit)
    line = case.line_of(command.asset_id)
    if line is None or line.state is not LineState.RECEIVED:
        raise NotOfThisReturn(number=case.number)
    if line.inspected_at is None:
        case = closed_if_done(case.inspected(command.asset_id, unit.context.effective_at), unit)
        unit.returns.look(case)
    return moved(case)
