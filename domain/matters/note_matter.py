"""Something is said about it for whoever looks at it next."""

from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.clock import Clock
from domain.matters.model import MatterId, MatterKind, MatterRef, MatterStep, StepTaken, said
from domain.matters.taking import MatterMoved, take
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class NoteMatter(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    matter: MatterKind
    matter_id: MatterId
    words: str = field(default="", metadata=PERSONAL)


def note_matter(command: NoteMatter, unit: Unit, _clock: Clock) -> MatterMoved:
    """Raises MatterReasonMissing."""
    return take(
        MatterRef(command.matter, command.matter_id), StepTaken(MatterStep.NOTE, words=said(command.words)), unit
    )
