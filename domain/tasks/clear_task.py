"""Somebody has looked at what waited, and it is settled. What had to be done was done by other commands or by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.ids import TaskId
from domain.ports import Unit
from domain.tasks.model import DECIDED_KINDS, TaskClearedBefore, TaskNeedsDecision


@dataclass(frozen=True, slots=True)
class ClearTask(Command):
    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    task_id: TaskId


@dataclass(frozen=True, slots=True)
class TaskCleared(Event):
    task_id: TaskId
    subject: str

    def touched(self) -> Iterable[str]:
        return ("tasks",)


def clear_task(command: ClearTask, unit: Unit, _clock: Clock) -> TaskCleared:
    """Takes it off the list.

    Raises:
        UnknownTask: there is none, or this seat may not see it.
        TaskClearedBefore: it is off the list already.
        TaskNeedsDecision: it goes by what is decided alone.
    """
    task = unit.tasks.get(command.task_id)
    if task.is_cleared:
        raise TaskClearedBefore(subject=task.subject)
    if task.kind in DECIDED_KINDS:
        raise TaskNeedsDecision(subject=task.subject)
    unit.tasks.clear(task.id, unit.context.effective_at)
    return TaskCleared(task.id, task.subject)
