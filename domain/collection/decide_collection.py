"""The second person agrees to a hand-over, or does not."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.collection.model import (
    LONGEST_NOTE,
    CollectionId,
    CollectionNeedsSecondPerson,
    Step,
    StepTaken,
    after,
)
from domain.collection.propose_collection import CollectionMoved, handed_over
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class DecideCollection(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    case_id: CollectionId
    agrees: bool
    note: str = ""


def decide_collection(command: DecideCollection, unit: Unit, clock: Clock) -> CollectionMoved:
    """Raises UnknownCollection, IllegalCollectionStep, CollectionNeedsSecondPerson, and Conflict where an item stands
    elsewhere meanwhile."""
    case = unit.collection.get(command.case_id)
    step = Step.AGREE if command.agrees else Step.REFUSE
    stage = after(case.stage, step)
    above = unit.settings.dunning().value.two_person_above
    if command.agrees and case.total.minor > above.minor and unit.context.actor_id == case.proposed_by:
        raise CollectionNeedsSecondPerson(amount=case.total, above=above)
    for task in unit.tasks.waiting(TaskKind.COLLECTION_WAITS, case.number):
        unit.tasks.clear(task.id, clock.now())
    if command.agrees:
        return handed_over(case, unit.dunning.account(case.customer_id), unit)
    unit.collection.take(case, StepTaken(step, unit.today(), command.note.strip()[:LONGEST_NOTE]))
    return CollectionMoved(case.id, case.number, case.customer_id, stage)
