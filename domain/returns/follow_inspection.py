"""The workshop has finished with a thing: the return with which it came is inspected by that. The worker's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import AssetId, ReturnId
from domain.ports import Unit
from domain.returns.closing import closed_if_done


@dataclass(frozen=True, slots=True)
class FollowInspection(Command):
    """`asset_id` has left the workshop, whatever the outcome."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    asset_id: AssetId


@dataclass(frozen=True, slots=True)
class InspectionFollowed(Event):
    """`return_id` None: it came with no return, or was inspected before."""

    return_id: ReturnId | None

    def touched(self) -> Iterable[str]:
        return () if self.return_id is None else ("returns", f"return:{self.return_id}")


def follow_inspection(command: FollowInspection, unit: Unit, _clock: Clock) -> InspectionFollowed:
    """Told twice, nothing more happens."""
    case = unit.returns.uninspected(command.asset_id)
    if case is None:
        return InspectionFollowed(None)
    unit.returns.look(closed_if_done(case.inspected(command.asset_id, unit.context.effective_at), unit))
    return InspectionFollowed(case.id)
