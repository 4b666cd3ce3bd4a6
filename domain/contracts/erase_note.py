"""A note or file is erased: words, file and name go for ever, and that it was there, and who erased it, stays known."""

from dataclasses import dataclass

from domain.application import Command
from domain.clock import Clock
from domain.contracts.add_note import NoteKept
from domain.contracts.notes import NoteId
from domain.ids import ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class EraseNote(Command):
    """Also of what was taken away before."""

    contract_id: ContractId
    note_id: NoteId


def erase_note(command: EraseNote, unit: Unit, _clock: Clock) -> NoteKept:
    """Nothing brings it back. Raises UnknownContract, UnknownNote, NoteIsGone: erased before."""
    contract = unit.contracts.get(command.contract_id)
    unit.notes.erase(contract.id, command.note_id)
    return NoteKept(contract.id, command.note_id)
