"""How early the warehouse is told of deliveries from now on."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.settings.book import Area, SettingsChanged, check_differs, check_version
from domain.settings.deliveries import DeliverySettings


@dataclass(frozen=True, slots=True)
class ChangeDeliverySettings(Command):
    """`version` is that of the settings the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    settings: DeliverySettings
    reason: str = ""


def change_delivery_settings(command: ChangeDeliverySettings, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Parcels that were made stay; each contract is looked at again on its next day.

    Raises SettingsSame, SettingsChangedMeanwhile.
    """
    kept = unit.settings.deliveries()
    check_version(kept, command.version)
    check_differs(kept, command.settings)
    unit.settings.save(kept, command.settings, command.reason.strip())
    unit.deliveries.look_at_all()
    return SettingsChanged(Area.DELIVERIES, kept.version + 1)
