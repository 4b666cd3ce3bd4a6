"""Another rule by which things lose value; it counts for every day, also those that are over: figures, no books."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.kpis.depreciation import DepreciationSettings
from domain.ports import Unit
from domain.settings.book import Area, SettingsChanged, check_differs, check_version


@dataclass(frozen=True, slots=True)
class ChangeDepreciation(Command):
    """`version` is that of the settings the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    settings: DepreciationSettings
    reason: str = ""


def change_depreciation(command: ChangeDepreciation, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Raises SettingsSame, SettingsChangedMeanwhile; the values are refused when they are put together."""
    kept = unit.settings.depreciation()
    check_version(kept, command.version)
    check_differs(kept, command.settings)
    unit.settings.save(kept, command.settings, command.reason.strip())
    return SettingsChanged(Area.DEPRECIATION, kept.version + 1)
