"""A note or file is taken away: it is shown no more, and that it was there stays known."""

from dataclasses import dataclass

from domain.application import Command
from domain.clock import Clock
from domain.contracts.add_note import NoteKept
from domain.contracts.notes import NoteId
from domain.ids import ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class RemoveNote(Command):
    contract_id: ContractId
    note_id: NoteId


def remove_note(command: RemoveNote, unit: Unit, _clock: Clock) -> NoteKept:
    """Raises UnknownContract, UnknownNote, NoteIsGone."""
    contract = unit.contracts.get(command.contract_id)
    unit.notes.remove(contract.id, command.note_id)
    return NoteKept(contract.id, command.note_id)
