"""What the partner tells, or what we decide: before a court, closed without money, taken back, a fee."""

from dataclasses import dataclass, field
from typing import ClassVar, Final

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.billing.settlement import AmountNotPositive
from domain.clock import Clock
from domain.collection.model import LONGEST_NOTE, CollectionId, IllegalCollectionStep, Step, StepTaken
from domain.collection.propose_collection import CollectionMoved
from domain.dunning.stages import Stage as DunningStage
from domain.dunning.stages import Step as DunningStep
from domain.money import Money
from domain.ports import Unit
from domain.tasks.model import TaskKind

_BY_HAND: Final = frozenset({Step.GO_TO_COURT, Step.CLOSE_UNPAID, Step.RECALL, Step.FEE})


@dataclass(frozen=True, slots=True)
class MoveCollection(Command):
    """`fee` belongs to FEE: what the partner asks for, without VAT; a fact of the case, no booking."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    case_id: CollectionId
    step: Step
    fee: Money | None = None
    note: str = field(default="", metadata=PERSONAL)


def move_collection(command: MoveCollection, unit: Unit, clock: Clock) -> CollectionMoved:
    """Recalled, its items stand where they stood: the last letter was sent, and they may be handed over again.

    Raises UnknownCollection, IllegalCollectionStep, AmountNotPositive.
    """
    case = unit.collection.get(command.case_id)
    if command.step not in _BY_HAND:
        raise IllegalCollectionStep(stage=case.stage, step=command.step)
    moved = case.stepped(command.step)
    if (command.step is Step.FEE) != (command.fee is not None) or (command.fee is not None and command.fee.minor <= 0):
        raise AmountNotPositive(amount=command.fee or Money(0, case.total.currency))
    unit.collection.take(case, StepTaken(command.step, unit.today(), command.note.strip()[:LONGEST_NOTE], command.fee))
    if command.step is Step.RECALL:
        for item in unit.dunning.account(case.customer_id).items:
            if item.invoice_id in case.invoice_ids and item.stage is DunningStage.HANDED_OVER:
                unit.dunning.step(item.invoice_id, DunningStep.RECALL, unit.today())
        for task in unit.tasks.waiting(TaskKind.THINGS_TO_RECOVER, case.number):
            unit.tasks.clear(task.id, clock.now())
    return CollectionMoved(case.id, case.number, case.customer_id, moved.stage)
