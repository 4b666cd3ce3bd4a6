"""Other limits for refunds; they count for what is approved from now on."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.refunds.rules import RefundSettings
from domain.settings.book import Area, SettingsChanged, check_differs, check_version


@dataclass(frozen=True, slots=True)
class ChangeRefundRules(Command):
    """`version` is that of the settings the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    settings: RefundSettings
    reason: str = ""


def change_refund_rules(command: ChangeRefundRules, unit: Unit, _clock: Clock) -> SettingsChanged:
    """Raises SettingsSame, SettingsChangedMeanwhile; the values are refused when they are put together."""
    kept = unit.settings.refunds()
    check_version(kept, command.version)
    check_differs(kept, command.settings)
    unit.settings.save(kept, command.settings, command.reason.strip())
    return SettingsChanged(Area.REFUNDS, kept.version + 1)
