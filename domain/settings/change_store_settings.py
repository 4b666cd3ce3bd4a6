"""A store gets another name, or a series of numbers of its own."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ids import StoreId
from domain.ports import Unit
from domain.settings.book import Area, SettingsChanged, check_differs, check_version
from domain.settings.stores import PrefixTaken, StoreSettings


@dataclass(frozen=True, slots=True)
class ChangeStoreSettings(Command):
    """`version` is that of the settings the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    store_id: StoreId
    version: int
    settings: StoreSettings
    reason: str = ""


def change_store_settings(command: ChangeStoreSettings, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Documents that are written keep their number; the old series ends where it is, without a gap.

    Raises UnknownStore, SettingsChangedMeanwhile, SettingsSame, PrefixTaken, and what `StoreSettings.tidied` refuses.
    """
    kept = unit.settings.store(command.store_id)
    check_version(kept, command.version)
    settings = command.settings.tidied()
    check_differs(kept, settings)
    if settings.invoice_prefix and unit.settings.is_prefix_taken(settings.invoice_prefix, command.store_id):
        raise PrefixTaken(prefix=settings.invoice_prefix)
    unit.settings.save(kept, settings, command.reason.strip(), command.store_id)
    return SettingsChanged(Area.STORE, kept.version + 1)
