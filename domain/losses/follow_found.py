"""What a find means: its loss has turned up, and what was written off is in the books again. The worker's."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import AssetId
from domain.losses.find_lost import is_settled_by_itself
from domain.losses.model import LossId
from domain.losses.settling import settled
from domain.losses.stages import GONE, Stage, Step
from domain.losses.writing_off import WriteOffStatus, WriteOffStep
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class FollowFound(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    asset_id: AssetId


@dataclass(frozen=True, slots=True)
class FoundFollowed(Event):
    """`loss_id` None: nobody ever reported it."""

    asset_id: AssetId
    loss_id: LossId | None = None
    stage: Stage | None = None

    def touched(self) -> tuple[str, ...]:
        return ("losses", "write_offs", "tasks", f"asset:{self.asset_id}")


def follow_found(command: FollowFound, unit: Unit, clock: Clock) -> FoundFollowed:
    """Where money was charged, a person decides about it."""
    written = unit.losses.live_write_off(command.asset_id)
    if written is not None and written.status is WriteOffStatus.BOOKED:
        unit.losses.step_write_off(written, WriteOffStep.REVERSE, unit.today())
    loss = unit.losses.live(command.asset_id)
    if loss is None or loss.stage not in GONE:
        return FoundFollowed(command.asset_id)
    changed = loss.stepped(Step.TURN_UP, {"on": unit.today().isoformat()})
    if is_settled_by_itself(changed):
        changed = changed.stepped(Step.LET_STAND)
        settled(changed, unit, clock)
    else:
        settled(changed, unit, clock)
        unit.tasks.open(TaskKind.LOSS_FOUND, loss.number, {"asset": unit.assets.get(loss.asset_id).code})
    unit.losses.save(changed)
    return FoundFollowed(command.asset_id, changed.id, changed.stage)
