"""Things are held back until somebody has looked at them."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, CommandKind, Event, Seat
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import AssetId
from domain.places.model import QuarantineReason
from domain.places.move_things import check_batch
from domain.places.quarantine import hold, is_held
from domain.ports import Unit


class InQuarantineAlready(RuleViolation):
    """It is held back already."""

    code = "in_quarantine_already"


@dataclass(frozen=True, slots=True)
class QuarantineThings(Command):
    """All or none."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    asset_ids: tuple[AssetId, ...]
    reason: QuarantineReason
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuarantineChanged(Event):
    """`is_held`: they are in quarantine now; else they are free."""

    asset_ids: tuple[AssetId, ...]
    codes: tuple[str, ...]
    is_held: bool

    def touched(self) -> tuple[str, ...]:
        return ("assets", "tasks", *(f"asset:{each}" for each in self.asset_ids))


def quarantine_things(command: QuarantineThings, unit: Unit, clock: Clock) -> QuarantineChanged:
    """Raises UnknownAsset, MoveSizeWrong, ThingOfOtherStore, InQuarantineAlready, IllegalTransition."""
    assets = check_batch(unit, command.asset_ids)
    for asset in assets:
        if is_held(asset):
            raise InQuarantineAlready(asset=asset.code)
        hold(unit, clock, asset, command.reason, command.note.strip())
    return QuarantineChanged(command.asset_ids, tuple(asset.code for asset in assets), is_held=True)
