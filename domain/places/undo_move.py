"""Things were moved by mistake: they lie where they lay before, as if nobody had scanned them."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, CommandKind, Event, Seat
from domain.assets.ledger import UndoTooLate
from domain.assets.status import Kind
from domain.clock import Clock
from domain.ids import AssetId
from domain.places.move_things import check_batch
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class UndoMove(Command):
    """All or none."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    asset_ids: tuple[AssetId, ...]


@dataclass(frozen=True, slots=True)
class MoveUndone(Event):
    asset_ids: tuple[AssetId, ...]
    codes: tuple[str, ...]

    def touched(self) -> tuple[str, ...]:
        return ("assets", "places", *(f"asset:{each}" for each in self.asset_ids))


def undo_move(command: UndoMove, unit: Unit, clock: Clock) -> MoveUndone:
    """Raises UnknownAsset, MoveSizeWrong, ThingOfOtherStore; UndoTooLate: something else happened to one since, or
    the move held it back or ended a search."""
    assets = check_batch(unit, command.asset_ids)
    moved = unit.places.moved_last(command.asset_ids)
    for asset in assets:
        last = asset.state.effective_seq
        if asset.id not in moved:
            raise UndoTooLate(asset=asset.code, last=last)
        unit.assets.append(*asset.record(Kind.UNDONE, unit.context, clock.now(), {"seq": last}))
    return MoveUndone(command.asset_ids, tuple(asset.code for asset in assets))
