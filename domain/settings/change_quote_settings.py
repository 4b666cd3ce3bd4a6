"""How long quotes stand, and when somebody is reminded; counts for quotes from now on."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.settings.book import Area, SettingsChanged, check_differs, check_version
from domain.settings.quotes import QuoteSettings


@dataclass(frozen=True, slots=True)
class ChangeQuoteSettings(Command):
    """`version` is that of the settings the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    settings: QuoteSettings
    reason: str = ""


def change_quote_settings(command: ChangeQuoteSettings, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Raises SettingsSame, SettingsChangedMeanwhile; the values are refused when they are put together."""
    kept = unit.settings.quotes()
    check_version(kept, command.version)
    check_differs(kept, command.settings)
    unit.settings.save(kept, command.settings, command.reason.strip())
    return SettingsChanged(Area.QUOTES, kept.version + 1)
