"""A lost or stolen thing is here again: scanned in the warehouse, it goes to inspection like all that comes back."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, CommandKind, Event, Seat
from domain.assets.ledger import Fact
from domain.assets.status import Condition, Kind
from domain.clock import Clock
from domain.ids import AssetId, PlaceId
from domain.losses.model import Loss
from domain.places.quarantine import is_held, sought_no_more
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class FindLost(Command):
    """`place_id` None: the store's receiving area."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE
    has_consequences: ClassVar[bool] = True

    asset_id: AssetId
    condition: Condition = Condition.USED
    place_id: PlaceId | None = None


@dataclass(frozen=True, slots=True)
class LostFound(Event):
    """What it means for money, the worker reads: the floor knows of no contract."""

    asset_id: AssetId
    asset_code: str

    def touched(self) -> tuple[str, ...]:
        return ("assets", "losses", "tasks", f"asset:{self.asset_id}")


def find_lost(command: FindLost, unit: Unit, clock: Clock) -> LostFound:
    """Raises UnknownAsset, IllegalTransition: it is not lost."""
    asset = unit.assets.get(command.asset_id)
    facts: dict[str, Fact] = {"condition": command.condition}
    if command.place_id is not None:
        facts["place"] = str(command.place_id)
    found, event = asset.record(Kind.FOUND, unit.context, clock.now(), facts)
    unit.assets.append(found, event)
    if is_held(found):
        found = sought_no_more(unit, clock, found)
    unit.assets.append(*found.record(Kind.SENT_TO_REPAIR, unit.context, clock.now()))
    unit.refurbishments.queue(asset.id)
    return LostFound(asset.id, asset.code)


def is_settled_by_itself(loss: Loss) -> bool:
    """Whether nothing was charged, so that nothing has to be decided when the thing turns up."""
    return loss.charge_line_id is None
