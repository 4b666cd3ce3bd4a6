"""Something is said about it for whoever looks at it next."""

from dataclasses import dataclass, field

from domain.application import PERSONAL
from domain.clock import Clock
from domain.matters.model import MatterStep, StepTaken, said
from domain.matters.taking import MatterCommand, MatterMoved, take
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class NoteMatter(MatterCommand):
    words: str = field(default="", metadata=PERSONAL)


def note_matter(command: NoteMatter, unit: Unit, _clock: Clock) -> MatterMoved:
    """Raises MatterReasonMissing."""
    return take(command, StepTaken(MatterStep.NOTE, words=said(command.words)), unit)
