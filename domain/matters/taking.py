"""What the commands about matters answer, and how they are taken."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.application import Event
from domain.matters.model import MatterId, MatterKind, MatterRef, StepTaken
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class MatterMoved(Event):
    matter: MatterKind
    matter_id: MatterId

    def touched(self) -> Iterable[str]:
        return ("matters",)


def take(matter: MatterRef, taken: StepTaken, unit: Unit) -> MatterMoved:
    unit.matters.take(matter, taken)
    return MatterMoved(matter.kind, matter.id)
