"""Work in the background did not get done, also not after some tries: a person hears of it. The worker's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class NoteFailedJob(Command):
    """`job` is what was to be done, `ref` the command or batch it was done for, "" for what a day brings. `about`: the
    number or name that people know it by, `what` the command, `error` what stood against it, as the program calls it.
    """

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    job: str
    ref: str
    about: str
    what: str
    error: str


@dataclass(frozen=True, slots=True)
class FailedJobNoted(Event):
    job: str
    ref: str

    def touched(self) -> Iterable[str]:
        return ("tasks",)


def note_failed_job(command: NoteFailedJob, unit: Unit, _clock: Clock) -> FailedJobNoted:
    """One task a failure; having it done once more, or ticking it off, takes it away."""
    facts: dict[str, str | int] = {
        "job": command.job,
        "ref": command.ref,
        "what": command.what,
        "error": command.error,
    }
    unit.tasks.open(TaskKind.JOB_FAILED, command.about, facts)
    return FailedJobNoted(command.job, command.ref)
