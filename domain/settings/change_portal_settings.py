"""What customers may do themselves on their pages, and where these are; counts at once."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.settings.book import Area, SettingsChanged, check_differs, check_version
from domain.settings.portal import PortalSettings


@dataclass(frozen=True, slots=True)
class ChangePortalSettings(Command):
    """`version` is that of the settings the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    settings: PortalSettings
    reason: str = ""


def change_portal_settings(command: ChangePortalSettings, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Raises SettingsSame, SettingsChangedMeanwhile; the values are refused when they are put together."""
    kept = unit.settings.portal()
    check_version(kept, command.version)
    check_differs(kept, command.settings)
    unit.settings.save(kept, command.settings, command.reason.strip())
    return SettingsChanged(Area.PORTAL, kept.version + 1)
