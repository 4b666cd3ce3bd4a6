"""The tasks of a loss go when it is decided."""

from domain.clock import Clock
from domain.losses.model import Loss
from domain.ports import Unit
from domain.tasks.model import TaskKind


def settled(loss: Loss, unit: Unit, clock: Clock) -> None:
    for kind in (TaskKind.LOSS_TO_SETTLE, TaskKind.LOSS_FOUND):
        for task in unit.tasks.waiting(kind, loss.number):
            unit.tasks.clear(task.id, clock.now())
