"""Somebody mended what stood against it, or hopes so: work in the background that failed is done once more."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import TaskId
from domain.ports import Unit
from domain.tasks.model import TaskClearedBefore, TaskKind


class NothingToTryAgain(RuleViolation):
    """The task is about something that people do."""

    code = "nothing_to_try_again"


@dataclass(frozen=True, slots=True)
class TryAgain(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    task_id: TaskId


@dataclass(frozen=True, slots=True)
class JobTriedAgain(Event):
    """As `NoteFailedJob` names it."""

    job: str
    ref: str

    def touched(self) -> Iterable[str]:
        return ("tasks",)


def try_again(command: TryAgain, unit: Unit, _clock: Clock) -> JobTriedAgain:
    """The task goes; should it fail again, another one comes.

    Raises UnknownTask, TaskClearedBefore, NothingToTryAgain.
    """
    task = unit.tasks.get(command.task_id)
    if task.is_cleared:
        raise TaskClearedBefore(subject=task.subject)
    if task.kind != TaskKind.JOB_FAILED:
        raise NothingToTryAgain(subject=task.subject)
    unit.tasks.clear(task.id, unit.context.effective_at)
    return JobTriedAgain(str(task.facts["job"]), str(task.facts["ref"]))
