"""Somebody looks after it, or nobody does any more."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.ids import PersonId
from domain.matters.model import MatterId, MatterKind, MatterRef, MatterStep, StepTaken, UnknownColleague
from domain.matters.taking import MatterMoved, take
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AssignMatter(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    matter: MatterKind
    matter_id: MatterId
    person_id: PersonId | None


def assign_matter(command: AssignMatter, unit: Unit, _clock: Clock) -> MatterMoved:
    """Raises UnknownColleague."""
    if command.person_id is not None and not unit.matters.is_colleague(command.person_id):
        raise UnknownColleague(person=command.person_id)
    return take(MatterRef(command.matter, command.matter_id), StepTaken(MatterStep.ASSIGN, command.person_id), unit)
