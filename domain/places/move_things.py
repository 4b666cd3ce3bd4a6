"""Things lie elsewhere from now on: put away after they came in, or carried from one place to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import FLOOR, OFFICE, Command, CommandKind, Event, Seat
from domain.assets.ledger import Fact
from domain.assets.model import Asset
from domain.assets.status import Kind, open_kinds
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import AssetId, PlaceId
from domain.places.model import Place, PlaceClosed, PlaceState, QuarantineReason, ThingOfOtherStore, blocking
from domain.places.quarantine import hold, is_held, let_go
from domain.ports import Unit

MOST_THINGS: Final = 500


class MoveSizeWrong(InvalidInput):
    """1 to MOST_THINGS things are moved at a time, each once."""

    code = "move_size_wrong"


@dataclass(frozen=True, slots=True)
class MoveThings(Command):
    """All or none."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    asset_ids: tuple[AssetId, ...]
    place_id: PlaceId


@dataclass(frozen=True, slots=True)
class ThingsMoved(Event):
    """`held`: so many are in quarantine now, because the place is. `found`: so many were looked for."""

    asset_ids: tuple[AssetId, ...]
    codes: tuple[str, ...]
    place_id: PlaceId
    place: str
    held: int = 0
    found: int = 0

    def touched(self) -> tuple[str, ...]:
        return ("assets", "places", "tasks", *(f"asset:{each}" for each in self.asset_ids))


def move_things(command: MoveThings, unit: Unit, clock: Clock) -> ThingsMoved:
    """Raises UnknownPlace, PlaceClosed, UnknownAsset, MoveSizeWrong, ThingOfOtherStore, IllegalTransition."""
    above = open_place(unit, command.place_id)
    assets = check_batch(unit, command.asset_ids)
    sought = unit.places.held([asset.id for asset in assets if is_held(asset)])
    held = found = 0
    for asset in assets:
        moved = put(unit, clock, asset, above)
        reason = sought.get(asset.id)
        if reason is not None and reason.reason is QuarantineReason.MISSING:
            moved = let_go(unit, clock, moved, reason)
            found += 1
        held += catch(unit, clock, moved, above)
    codes = tuple(asset.code for asset in assets)
    return ThingsMoved(command.asset_ids, codes, command.place_id, above[0].name, held, found)


def open_place(unit: Unit, place_id: PlaceId) -> Sequence[Place]:
    """It and what it stands in. Raises UnknownPlace, PlaceClosed."""
    above = unit.places.above(place_id)
    if above[0].state is PlaceState.CLOSED:
        raise PlaceClosed(place=above[0].name)
    return above


def put(unit: Unit, clock: Clock, asset: Asset, above: Sequence[Place], count: str = "") -> Asset:
    """`count`: the number of the stock count at which it was seen there. Raises IllegalTransition."""
    facts: dict[str, Fact] = {"place": str(above[0].id)}
    if count:
        facts["count"] = count
    moved, event = asset.record(Kind.MOVED, unit.context, clock.now(), facts)
    unit.assets.append(moved, event)
    return moved


def catch(unit: Unit, clock: Clock, asset: Asset, above: Sequence[Place]) -> bool:
    """Holds back what came into a place in quarantine; whether it did."""
    closed = blocking(above)
    if closed is None or closed.reason is None or is_held(asset):
        return False
    if Kind.QUARANTINED not in open_kinds(asset.state.status):
        return False
    hold(unit, clock, asset, closed.reason, because=closed)
    return True


def check_batch(unit: Unit, asset_ids: Sequence[AssetId]) -> list[Asset]:
    """The things. Raises UnknownAsset, MoveSizeWrong, ThingOfOtherStore."""
    if not 1 <= len(asset_ids) <= MOST_THINGS or len(set(asset_ids)) < len(asset_ids):
        raise MoveSizeWrong(most=MOST_THINGS)
    assets = unit.assets.get_all(list(asset_ids))
    for asset in assets:
        if asset.store_id != unit.context.store_id:
            raise ThingOfOtherStore(asset=asset.code)
    return assets
