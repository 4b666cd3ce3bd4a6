"""What friends save and referrers get from now on. Who ordered before keeps what was promised."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.loyalty.programme import ReferralProgramme
from domain.ports import Unit
from domain.settings.book import SettingsChangedMeanwhile, SettingsSame


@dataclass(frozen=True, slots=True)
class ChangeProgramme(Command):
    """`version` is that of the programme the person saw."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    version: int
    programme: ReferralProgramme
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeChanged(Event):
    version: int

    def touched(self) -> Iterable[str]:
        return ("programme",)


def change_programme(command: ChangeProgramme, unit: Unit, _clock: Clock) -> ProgrammeChanged:
    """Raises SettingsSame, SettingsChangedMeanwhile."""
    kept = unit.loyalty.programme()
    if kept.version != command.version:
        raise SettingsChangedMeanwhile(seen=command.version, version=kept.version)
    if kept.value == command.programme:
        raise SettingsSame
    unit.loyalty.save_programme(kept, command.programme, command.reason.strip())
    return ProgrammeChanged(kept.version + 1)
