"""Other postage; it counts for what is ordered from now on."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.settings.book import Area, SettingsChanged, check_differs, check_version
from domain.settings.postage import PostageSettings


@dataclass(frozen=True, slots=True)
class ChangePostage(Command):
    """`version` is that of the settings the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    settings: PostageSettings
    reason: str = ""


def change_postage(command: ChangePostage, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Raises SettingsSame, SettingsChangedMeanwhile; the zones are refused when they are put together."""
    kept = unit.settings.postage()
    check_version(kept, command.version)
    check_differs(kept, command.settings)
    unit.settings.save(kept, command.settings, command.reason.strip())
    return SettingsChanged(Area.POSTAGE, kept.version + 1)
