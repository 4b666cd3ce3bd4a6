"""Things that were held back may go out again."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import AssetId
from domain.places.move_things import check_batch
from domain.places.quarantine import let_go
from domain.places.quarantine_things import QuarantineChanged
from domain.ports import Unit


class NotInQuarantine(RuleViolation):
    """Nobody holds it back."""

    code = "not_in_quarantine"


@dataclass(frozen=True, slots=True)
class LiftQuarantine(Command):
    """Who may: the office and the owner, the floor where the owner lets it. The database asks the same."""

    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    asset_ids: tuple[AssetId, ...]
    note: str = ""


def lift_quarantine(command: LiftQuarantine, unit: Unit, clock: Clock) -> QuarantineChanged:
    """Raises UnknownAsset, MoveSizeWrong, ThingOfOtherStore, NotInQuarantine. NotForThisSeat comes of the database."""
    assets = check_batch(unit, command.asset_ids)
    held = unit.places.held(command.asset_ids)
    for asset in assets:
        if asset.id not in held:
            raise NotInQuarantine(asset=asset.code)
        let_go(unit, clock, asset, held[asset.id], command.note.strip())
    return QuarantineChanged(command.asset_ids, tuple(asset.code for asset in assets), is_held=False)
