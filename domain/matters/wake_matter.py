"""It is shown again before its day, or after somebody was done with it."""

from dataclasses import dataclass

from domain.clock import Clock
from domain.matters.model import MatterStep, StepTaken
from domain.matters.taking import MatterCommand, MatterMoved, take
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class WakeMatter(MatterCommand):
    """Of one that is shown already it changes nothing."""


def wake_matter(command: WakeMatter, unit: Unit, _clock: Clock) -> MatterMoved:
    return take(command, StepTaken(MatterStep.WAKE), unit)
