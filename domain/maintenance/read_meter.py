"""Somebody reads the meters of a thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.ids import AssetId
from domain.maintenance.meters import TRAITS, Occasion, Shown
from domain.maintenance.reading import take_readings
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ReadMeter(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE | FLOOR

    asset_id: AssetId
    occasion: Occasion
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class MeterRead(Event):
    """`title`: what the meters showed."""

    asset_id: AssetId
    asset_code: str
    title: str

    def touched(self) -> Iterable[str]:
        return ("care", f"asset:{self.asset_id}")


def read_meter(command: ReadMeter, unit: Unit, _clock: Clock) -> MeterRead:
    """Raises UnknownAsset, MeterNotDeclared, MeterValueWrong, MeterWentBack, MeterJumped."""
    asset = unit.assets.get(command.asset_id)
    found = take_readings(asset.id, command.shown, command.occasion, unit)
    values = (f"{each.value} {TRAITS[each.meter].sign}" for each in found)
    return MeterRead(asset.id, asset.code, ", ".join(values))
