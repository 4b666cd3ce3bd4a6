"""Notes and files of contracts: the fact append-only, words and content beside it."""

from domain.contracts.notes import KeptFile, NoteId, NoteIsGone, UnknownNote, digest_of
from domain.ids import ContractId
from storage.repositories.base import Desk


class NoteFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add_words(self, contract_id: ContractId, note_id: NoteId, words: str) -> None:
        written, salt = words.encode(), self._desk.new_id().hex
        self._fact(contract_id, note_id, None, len(written), digest_of(salt.encode() + written))
        self._desk.write(
            "INSERT INTO umlauf.contract_note_content (note_id, words, salt) VALUES (%(id)s, %(words)s, %(salt)s)",
            id=note_id,
            words=words,
            salt=salt,
        )

    def add_file(self, contract_id: ContractId, note_id: NoteId, file: KeptFile) -> None:
        self._fact(contract_id, note_id, file.media_type, len(file.content), file.digest)
        self._desk.write(
            "INSERT INTO umlauf.contract_note_content (note_id, file_name, content)"
            " VALUES (%(id)s, %(name)s, %(content)s)",
            id=note_id,
            name=file.name,
            content=file.content,
        )

    def remove(self, contract_id: ContractId, note_id: NoteId) -> None:
        """Raises UnknownNote, NoteIsGone."""
        rows = self._desk.rows(
            "SELECT r.note_id IS NOT NULL AS is_gone FROM umlauf.contract_note n"
            " LEFT JOIN umlauf.contract_note_removal r ON r.note_id = n.id"
            " WHERE n.id = %(id)s AND n.contract_id = %(contract)s",
            id=note_id,
            contract=contract_id,
        )
        if not rows:
            raise UnknownNote(note=note_id)
        if rows[0]["is_gone"]:
            raise NoteIsGone(note=note_id)
        self._desk.write(
            "INSERT INTO umlauf.contract_note_removal (note_id, command_id) VALUES (%(id)s, %(command)s)",
            id=note_id,
            command=self._desk.context.command_id,
        )

    def erase(self, contract_id: ContractId, note_id: NoteId) -> None:
        """Raises UnknownNote, NoteIsGone."""
        rows = self._desk.rows(
            "SELECT e.note_id IS NOT NULL AS is_gone FROM umlauf.contract_note n"
            " LEFT JOIN umlauf.contract_note_erasure e ON e.note_id = n.id"
            " WHERE n.id = %(id)s AND n.contract_id = %(contract)s",
            id=note_id,
            contract=contract_id,
        )
        if not rows:
            raise UnknownNote(note=note_id)
        if rows[0]["is_gone"]:
            raise NoteIsGone(note=note_id)
        self._desk.write(
            "INSERT INTO umlauf.contract_note_erasure (note_id, command_id) VALUES (%(id)s, %(command)s)",
            id=note_id,
            command=self._desk.context.command_id,
        )

    def _fact(self, contract_id: ContractId, note_id: NoteId, media_type: str | None, size: int, digest: str) -> None:
        self._desk.write(
            "INSERT INTO umlauf.contract_note (id, contract_id, media_type, size, digest, command_id)"
            " VALUES (%(id)s, %(contract)s, %(type)s, %(size)s, %(digest)s, %(command)s)",
            id=note_id,
            contract=contract_id,
            type=media_type,
            size=size,
            digest=digest,
            command=self._desk.context.command_id,
        )
