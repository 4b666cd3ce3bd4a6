"""Work on a thing begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.ids import AssetId
from domain.ports import Unit
from domain.refurbishment.model import NotQueued


@dataclass(frozen=True, slots=True)
class StartRefurbishment(Command):
    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR

    asset_id: AssetId


@dataclass(frozen=True, slots=True)
class RefurbishmentStarted(Event):
    asset_id: AssetId
    asset_code: str

    def touched(self) -> Iterable[str]:
        return ("refurbishments", "repairs", f"asset:{self.asset_id}")


def start_refurbishment(command: StartRefurbishment, unit: Unit, clock: Clock) -> RefurbishmentStarted:
    """The thing is in work from now on. Raises NotQueued when nothing is to be done at it."""
    asset = unit.assets.get(command.asset_id)
    if asset.state.status is not Status.TO_REPAIR:
        raise NotQueued(asset=asset.code, status=asset.state.status)
    unit.assets.append(*asset.record(Kind.REPAIR_STARTED, unit.context, clock.now()))
    unit.refurbishments.start(asset.id, unit.context.effective_at)
    repair = unit.repairs.open_for(asset.id)
    if repair is not None:
        unit.repairs.save(repair.at_the_bench())
    return RefurbishmentStarted(asset.id, asset.code)
