"""What was looked for and not found within the owner's days is lost: the worker's daily look."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.assets.status import Kind, open_kinds
from domain.clock import Clock
from domain.ids import AssetId
from domain.places.model import QuarantineReason
from domain.places.quarantine import seen
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class LoseMissing(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    asset_ids: tuple[AssetId, ...]
    day: date


@dataclass(frozen=True, slots=True)
class MissingLost(Event):
    changed: tuple[AssetId, ...]

    def touched(self) -> tuple[str, ...]:
        return ("assets", "tasks", *(f"asset:{each}" for each in self.changed)) if self.changed else ()


def lose_missing(command: LoseMissing, unit: Unit, clock: Clock) -> MissingLost:
    """What was found meanwhile, stays. Raises UnknownAsset."""
    held, lost = unit.places.held(command.asset_ids), []
    for asset in unit.assets.get_all(list(command.asset_ids)):
        why = held.get(asset.id)
        if why is None or why.reason is not QuarantineReason.MISSING:
            continue
        if Kind.LOST in open_kinds(asset.state.status):
            unit.assets.append(*asset.record(Kind.LOST, unit.context, clock.now(), {"reason": why.reason}))
            seen(unit, asset)
            lost.append(asset.id)
    return MissingLost(tuple(lost))
