"""Who we are on papers becomes something else; papers that are written stay as they are."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.settings.book import Area, SettingsChanged, check_differs, check_version
from domain.settings.business import BusinessSettings
from domain.settings.logo import LARGEST_LOGO, WIDEST_LOGO, LogoWrong


@dataclass(frozen=True, slots=True)
class ChangeBusinessSettings(Command):
    """`version` is that of the settings the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    settings: BusinessSettings
    reason: str = ""


def change_business_settings(command: ChangeBusinessSettings, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Raises SettingsSame, SettingsChangedMeanwhile, LogoWrong (another logo comes by KeepLogo), and what
    `BusinessSettings.tidied` refuses."""
    kept = unit.settings.business()
    check_version(kept, command.version)
    settings = command.settings.tidied()
    if settings.logo not in ("", kept.value.logo):
        raise LogoWrong(most=LARGEST_LOGO // 1000, widest=WIDEST_LOGO)
    check_differs(kept, settings)
    unit.settings.save(kept, settings, command.reason.strip())
    return SettingsChanged(Area.BUSINESS, kept.version + 1)
