"""Other accounts; they count from the next file on, files that are kept stay as they are."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.bookkeeping.accounts import AccountSettings
from domain.clock import Clock
from domain.ports import Unit
from domain.settings.book import Area, SettingsChanged, check_differs, check_version


@dataclass(frozen=True, slots=True)
class ChangeAccountSettings(Command):
    """`version` is that of the settings the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    settings: AccountSettings
    reason: str = ""


def change_account_settings(command: ChangeAccountSettings, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Raises SettingsSame, SettingsChangedMeanwhile; the values are refused when they are put together."""
    kept = unit.settings.accounts()
    check_version(kept, command.version)
    check_differs(kept, command.settings)
    unit.settings.save(kept, command.settings, command.reason.strip())
    return SettingsChanged(Area.ACCOUNTS, kept.version + 1)
