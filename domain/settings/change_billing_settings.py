"""Another house rule about bills; counts for every document from now on."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.settings.billing import BillingSettings
from domain.settings.book import Area, SettingsChanged, check_differs, check_version


@dataclass(frozen=True, slots=True)
class ChangeBillingSettings(Command):
    """`version` is that of the settings the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    settings: BillingSettings
    reason: str = ""


def change_billing_settings(command: ChangeBillingSettings, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Raises SettingsSame, SettingsChangedMeanwhile; the values are refused when they are put together."""
    kept = unit.settings.billing()
    check_version(kept, command.version)
    check_differs(kept, command.settings)
    unit.settings.save(kept, command.settings, command.reason.strip())
    return SettingsChanged(Area.BILLING, kept.version + 1)
