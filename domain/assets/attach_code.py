"""A code that nobody knew is stuck to a thing: from now on it leads there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, Event, Seat
from domain.assets.aliases import CodeAttachedBefore, CodeNamesNoThing, CodeOfAnotherThing, ThingIsGone, alias_of
from domain.assets.codes import is_gtin
from domain.assets.status import GONE, Status
from domain.clock import Clock
from domain.ids import AssetId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AttachCode(Command):
    """`symbology` as the device told it, "" when it told nothing."""

    seats: ClassVar[frozenset[Seat]] = FLOOR

    asset_id: AssetId
    text: str
    symbology: str = ""


@dataclass(frozen=True, slots=True)
class CodeAttached(Event):
    """`code` as it is kept."""

    asset_id: AssetId
    asset_code: str
    code: str

    def touched(self) -> Iterable[str]:
        return ("assets", f"asset:{self.asset_id}")


def attach_code(command: AttachCode, unit: Unit, _clock: Clock) -> CodeAttached:
    """Raises CodeRefused, CodeNamesNoThing, UnknownAsset, ThingIsGone, CodeAttachedBefore, CodeOfAnotherThing."""
    text = alias_of(command.text, command.symbology)
    asset = unit.assets.get(command.asset_id)
    if asset.state.status in GONE | {Status.NEW}:
        raise ThingIsGone(asset=asset.code, status=asset.state.status)
    bearer = unit.aliases.bearer(text)
    if bearer is not None and bearer.asset_id == asset.id:
        raise CodeAttachedBefore(asset=asset.code, text=text)
    if bearer is not None:
        raise CodeOfAnotherThing(asset=bearer.asset_code, text=text)
    if is_gtin(text) and unit.aliases.is_product(text.rjust(14, "0")):
        raise CodeNamesNoThing(text=text)
    unit.aliases.attach(asset.id, text)
    return CodeAttached(asset.id, asset.code, text)
