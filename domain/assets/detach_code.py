"""A code leads to a thing no longer: it was attached by mistake, or its label came off."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, Event, Seat
from domain.assets.aliases import CodeNotAttached
from domain.clock import Clock
from domain.ids import AssetId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class DetachCode(Command):
    """`text`: the `code` that `CodeAttached` gave."""

    seats: ClassVar[frozenset[Seat]] = FLOOR

    asset_id: AssetId
    text: str


@dataclass(frozen=True, slots=True)
class CodeDetached(Event):
    asset_id: AssetId
    asset_code: str
    code: str

    def touched(self) -> Iterable[str]:
        return ("assets", f"asset:{self.asset_id}")


def detach_code(command: DetachCode, unit: Unit, _clock: Clock) -> CodeDetached:
    """Raises UnknownAsset, CodeNotAttached."""
    asset = unit.assets.get(command.asset_id)
    bearer = unit.aliases.bearer(command.text)
    if bearer is None or bearer.asset_id != asset.id or bearer.is_serial:
        raise CodeNotAttached(asset=asset.code, text=command.text)
    unit.aliases.detach(asset.id, command.text)
    return CodeDetached(asset.id, asset.code, command.text)
