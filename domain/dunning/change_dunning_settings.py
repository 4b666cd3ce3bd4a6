"""Another ladder, rate or limit; counts for the letters that are written from now on."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.dunning.settings import DunningSettings
from domain.ports import Unit
from domain.settings.book import Area, SettingsChanged, check_differs, check_version


@dataclass(frozen=True, slots=True)
class ChangeDunningSettings(Command):
    """`version` is that of the settings the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    settings: DunningSettings
    reason: str = ""


def change_dunning_settings(command: ChangeDunningSettings, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Raises SettingsSame, SettingsChangedMeanwhile; the values are refused when they are put together."""
    kept = unit.settings.dunning()
    check_version(kept, command.version)
    check_differs(kept, command.settings)
    unit.settings.save(kept, command.settings, command.reason.strip())
    return SettingsChanged(Area.DUNNING, kept.version + 1)
