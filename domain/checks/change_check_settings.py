"""Other rules for checks; they count for what is checked from now on."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.checks.settings import CheckSettings
from domain.clock import Clock
from domain.ports import Unit
from domain.settings.book import Area, SettingsChanged, check_differs, check_version


@dataclass(frozen=True, slots=True)
class ChangeCheckSettings(Command):
    """`version` is that of the settings the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    settings: CheckSettings
    reason: str = ""


def change_check_settings(command: ChangeCheckSettings, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Orders that wait go on waiting, also when checks are switched off: somebody decides about each.

    Raises SettingsSame, SettingsChangedMeanwhile; the values are refused when they are put together.
    """
    kept = unit.settings.checks()
    check_version(kept, command.version)
    check_differs(kept, command.settings)
    unit.settings.save(kept, command.settings, command.reason.strip())
    return SettingsChanged(Area.CHECKS, kept.version + 1)
