"""The customer does not agree with what is asked for a lost thing: nothing is charged until the office decides."""

from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.clock import Clock
from domain.losses.model import LONGEST_WORDS, LossId
from domain.losses.moved import LossMoved, moved
from domain.losses.stages import Step
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class ObjectToLoss(Command):
    """`words` are the customer's; they stay beside the log."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    loss_id: LossId
    words: str = field(default="", metadata=PERSONAL)


def object_to_loss(command: ObjectToLoss, unit: Unit, _clock: Clock) -> LossMoved:
    """Raises UnknownLoss, IllegalLossStep."""
    loss = unit.losses.get(command.loss_id).stepped(Step.OBJECT)
    unit.losses.save(loss, command.words.strip()[:LONGEST_WORDS])
    if not unit.tasks.is_open(TaskKind.LOSS_TO_SETTLE, loss.number):
        unit.tasks.open(TaskKind.LOSS_TO_SETTLE, loss.number, {})
    return moved(loss)
