"""Take a goods receipt back, as long as nothing else has happened to the thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.assets.ledger import UndoTooLate
from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.ids import AssetId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class UndoReceipt(Command):
    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR
    has_consequences: ClassVar[bool] = True

    asset_ids: tuple[AssetId, ...]


@dataclass(frozen=True, slots=True)
class ReceiptUndone(Event):
    codes: tuple[str, ...]
    asset_ids: tuple[AssetId, ...]

    def touched(self) -> Iterable[str]:
        return ("assets", *(f"asset:{asset_id}" for asset_id in self.asset_ids))


def undo_receipt(command: UndoReceipt, unit: Unit, clock: Clock) -> ReceiptUndone:
    """The assets are as if never received; their codes are used up, codes attached to them are free.

    Raises:
        UndoTooLate: something else happened to one of them since.
    """
    assets = unit.assets.get_all(list(command.asset_ids))
    for asset in assets:
        if asset.state.status is not Status.IN_STOCK or asset.state.effective_seq != 1:
            raise UndoTooLate(seq=1, last=asset.state.effective_seq)
        unit.assets.append(*asset.record(Kind.UNDONE, unit.context, clock.now(), {"seq": 1}))
    for asset_id, text in unit.aliases.of(command.asset_ids):
        unit.aliases.detach(asset_id, text)
    return ReceiptUndone(tuple(asset.code for asset in assets), tuple(asset.id for asset in assets))
