"""Another house rule about collecting money; counts for what is planned from now on."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.payments.methods import check_recurring
from domain.ports import Unit
from domain.settings.book import Area, SettingsChanged, check_differs, check_version
from domain.settings.payments import PaymentSettings


@dataclass(frozen=True, slots=True)
class ChangePaymentSettings(Command):
    """`version` is that of the settings the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    settings: PaymentSettings
    reason: str = ""


def change_payment_settings(command: ChangePaymentSettings, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Raises SettingsSame, SettingsChangedMeanwhile, MethodNotCharged; the values are refused when they are put
    together."""
    kept = unit.settings.payments()
    for each in command.settings.collectors:
        check_recurring(each.kind, each.provider)
    check_version(kept, command.version)
    check_differs(kept, command.settings)
    unit.settings.save(kept, command.settings, command.reason.strip())
    return SettingsChanged(Area.PAYMENTS, kept.version + 1)
