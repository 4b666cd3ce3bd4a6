"""What the five commands about matters share: their place, their answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.matters.model import MatterId, MatterKind, MatterRef, StepTaken
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class MatterCommand(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    matter: MatterKind
    matter_id: MatterId


@dataclass(frozen=True, slots=True)
class MatterMoved(Event):
    matter: MatterKind
    matter_id: MatterId

    def touched(self) -> Iterable[str]:
        return ("matters",)


def take(command: MatterCommand, taken: StepTaken, unit: Unit) -> MatterMoved:
    unit.matters.take(MatterRef(command.matter, command.matter_id), taken)
    return MatterMoved(command.matter, command.matter_id)
