"""Somebody took a copy of a file for the bank, or handed it over there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import OFFICE, Command, Event, Seat
from domain.banking.debit_files import DebitFileId, FileStatus, FileStep, FileStepRefused, after
from domain.clock import Clock
from domain.ports import Unit

_BY_HAND: Final = frozenset({FileStep.SAVE, FileStep.HAND_OVER})


@dataclass(frozen=True, slots=True)
class NoteFileStep(Command):
    """`step`: SAVE or HAND_OVER; what the bank says is read from its answers."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    file_id: DebitFileId
    step: FileStep


@dataclass(frozen=True, slots=True)
class FileStepNoted(Event):
    file_id: DebitFileId
    message_id: str
    status: FileStatus

    def touched(self) -> Iterable[str]:
        return ("bank", "payments")


def note_file_step(command: NoteFileStep, unit: Unit, _clock: Clock) -> FileStepNoted:
    """Raises UnknownDebitFile, FileStepRefused."""
    status, message_id = unit.bank.debits(command.file_id)
    if command.step not in _BY_HAND:
        raise FileStepRefused(status=status, step=command.step)
    new = after(status, command.step)
    unit.bank.step_debits(command.file_id, command.step)
    return FileStepNoted(command.file_id, message_id, new)
