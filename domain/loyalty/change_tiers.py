"""Which steps customers can reach from now on. Whoever has reached one keeps what it gave."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.loyalty.tiers import TierProgramme
from domain.ports import Unit
from domain.settings.book import SettingsChangedMeanwhile, SettingsSame


@dataclass(frozen=True, slots=True)
class ChangeTiers(Command):
    """`version` is that of the steps the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    programme: TierProgramme
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TiersChanged(Event):
    version: int

    def touched(self) -> Iterable[str]:
        return ("programme",)


def change_tiers(command: ChangeTiers, unit: Unit, _clock: Clock) -> TiersChanged:
    """Raises SettingsSame, SettingsChangedMeanwhile."""
    kept = unit.loyalty.tiers()
    if kept.version != command.version:
        raise SettingsChangedMeanwhile(seen=command.version, version=kept.version)
    if kept.value == command.programme:
        raise SettingsSame
    unit.loyalty.save_tiers(kept, command.programme, command.reason.strip())
    return TiersChanged(kept.version + 1)
