"""A file is kept with a contract: a signed paper, a photo of a damage."""

from dataclasses import dataclass, field

from domain.application import BESIDE, PERSONAL, Command
from domain.clock import Clock
from domain.contracts.add_note import NoteKept
from domain.contracts.notes import FileDamaged, NoteId, checked_file, digest_of
from domain.ids import ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AttachFile(Command):
    """`digest` (SHA-256, hex) stands in the log for the content, which is kept once and can be erased."""

    contract_id: ContractId
    note_id: NoteId
    digest: str
    file_name: str = field(metadata=PERSONAL)
    content: bytes = field(default=b"", compare=False, repr=False, metadata=BESIDE)

    @classmethod
    def of(cls, contract_id: ContractId, note_id: NoteId, file_name: str, content: bytes) -> "AttachFile":
        return cls(contract_id, note_id, digest_of(content), file_name, content)


def attach_file(command: AttachFile, unit: Unit, _clock: Clock) -> NoteKept:
    """Raises UnknownContract, FileTooLarge, FileKindRefused, FileNameRefused, FileDamaged."""
    file = checked_file(command.file_name, command.content)
    if file.digest != command.digest:
        raise FileDamaged
    contract = unit.contracts.get(command.contract_id)
    unit.notes.add_file(contract.id, command.note_id, file)
    return NoteKept(contract.id, command.note_id)
