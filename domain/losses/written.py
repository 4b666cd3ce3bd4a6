"""What the commands of a write-off answer with, and what a booking does to the thing."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.application import Event
from domain.assets.model import Asset
from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.ids import AssetId
from domain.losses.writing_off import WriteOff, WriteOffId, WriteOffStatus, WriteOffStep
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class WriteOffMoved(Event):
    """`status` is where it stands now."""

    write_off_id: WriteOffId
    number: str
    asset_id: AssetId
    status: WriteOffStatus

    def touched(self) -> Iterable[str]:
        return ("write_offs", "losses", "assets", "tasks", f"asset:{self.asset_id}")


def written(write_off: WriteOff) -> WriteOffMoved:
    return WriteOffMoved(write_off.id, write_off.number, write_off.asset_id, write_off.status)


def book(write_off: WriteOff, asset: Asset, unit: Unit, clock: Clock) -> WriteOff:
    """A thing on the shelf leaves it; of one that is gone only the books change, and its history says so.

    Raises IllegalWriteOffStep, IllegalTransition.
    """
    kind = Kind.RETIRED if asset.state.status is Status.IN_STOCK else Kind.WRITTEN_OFF
    facts = {"written_off": write_off.number, "reason": write_off.reason}
    unit.assets.append(*asset.record(kind, unit.context, clock.now(), facts))
    unit.losses.step_write_off(write_off, WriteOffStep.APPROVE, unit.today())
    return write_off.stepped(WriteOffStep.APPROVE, unit.today())
