"""A note about a contract, for the people of the house."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.application import PERSONAL, Command, Event
from domain.clock import Clock
from domain.contracts.notes import NoteId, checked_words
from domain.ids import ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AddNote(Command):
    """`note_id` is made where the command is born."""

    contract_id: ContractId
    note_id: NoteId
    words: str = field(metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class NoteKept(Event):
    """Something was written, attached or taken away."""

    contract_id: ContractId
    note_id: NoteId

    def touched(self) -> Iterable[str]:
        return (f"contract:{self.contract_id}",)


def add_note(command: AddNote, unit: Unit, _clock: Clock) -> NoteKept:
    """Raises UnknownContract, NoteEmpty, NoteTooLong, NoteUnreadable."""
    words = checked_words(command.words)
    contract = unit.contracts.get(command.contract_id)
    unit.notes.add_words(contract.id, command.note_id, words)
    return NoteKept(contract.id, command.note_id)
