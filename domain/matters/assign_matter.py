"""Somebody looks after it, or nobody does any more."""

from dataclasses import dataclass

from domain.clock import Clock
from domain.ids import PersonId
from domain.matters.model import MatterStep, StepTaken, UnknownColleague
from domain.matters.taking import MatterCommand, MatterMoved, take
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AssignMatter(MatterCommand):
    person_id: PersonId | None


def assign_matter(command: AssignMatter, unit: Unit, _clock: Clock) -> MatterMoved:
    """Raises UnknownColleague."""
    if command.person_id is not None and not unit.matters.is_colleague(command.person_id):
        raise UnknownColleague(person=command.person_id)
    return take(command, StepTaken(MatterStep.ASSIGN, command.person_id), unit)
