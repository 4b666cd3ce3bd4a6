"""The worker's daily look at what has to be maintained: a task for what comes near, and none for what is done."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import AssetId
from domain.maintenance.due import tell_due
from domain.maintenance.plan import Standing
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class LookAtMaintenance(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    asset_ids: tuple[AssetId, ...]
    day: date


@dataclass(frozen=True, slots=True)
class MaintenanceLookedAt(Event):
    changed: tuple[AssetId, ...]

    def touched(self) -> Iterable[str]:
        return ("tasks", "care") if self.changed else ()


def look_at_maintenance(command: LookAtMaintenance, unit: Unit, _clock: Clock) -> MaintenanceLookedAt:
    """Again for the same day, it changes nothing. Raises UnknownAsset."""
    by_asset: dict[AssetId, list[Standing]] = defaultdict(list)
    for standing in unit.care.standings(command.asset_ids):
        by_asset[standing.asset_id].append(standing)
    assets = unit.assets.get_all(command.asset_ids)
    return MaintenanceLookedAt(
        tuple(each.id for each in assets if tell_due(each, by_asset[each.id], command.day, unit))
    )
