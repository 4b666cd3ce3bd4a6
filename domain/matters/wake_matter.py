"""It is shown again before its day, or after somebody was done with it."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.matters.model import MatterId, MatterKind, MatterRef, MatterStep, StepTaken
from domain.matters.taking import MatterMoved, take
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class WakeMatter(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    matter: MatterKind
    matter_id: MatterId


def wake_matter(command: WakeMatter, unit: Unit, _clock: Clock) -> MatterMoved:
    """Of one that is shown already it changes nothing."""
    return take(MatterRef(command.matter, command.matter_id), StepTaken(MatterStep.WAKE), unit)
