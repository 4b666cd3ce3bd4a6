"""Notes and files of contracts: the list, and one file."""

from dataclasses import replace
from typing import Final

from domain.contracts.notes import MediaType, NoteId, UnknownNote
from domain.ids import ContractId
from domain.views.notes import NoteRow
from domain.views.office_rows import StoredPaper
from storage.database import Database, Row

_LIST: Final = """
    SELECT n.id, k.effective_at AS at, n.media_type, n.size, w.name AS who,
        coalesce(c.words, '') AS words, coalesce(c.file_name, '') AS file_name
    FROM umlauf.contract_note n
    LEFT JOIN umlauf.contract_note_content c ON c.note_id = n.id
    JOIN umlauf.command k ON k.command_id = n.command_id LEFT JOIN umlauf.person w ON w.id = k.actor_id
    WHERE n.contract_id = %(id)s AND NOT EXISTS (SELECT FROM umlauf.contract_note_removal r WHERE r.note_id = n.id)
    ORDER BY n.recorded_at DESC, n.id DESC"""
_AWAY: Final = """
    SELECT n.id, k.effective_at AS at, n.media_type, n.size, w.name AS who, '' AS words, '' AS file_name
    FROM umlauf.contract_note n JOIN umlauf.contract_note_removal r ON r.note_id = n.id
    JOIN umlauf.command k ON k.command_id = n.command_id LEFT JOIN umlauf.person w ON w.id = k.actor_id
    WHERE n.contract_id = %(id)s AND NOT EXISTS (SELECT FROM umlauf.contract_note_erasure e WHERE e.note_id = n.id)
    ORDER BY n.recorded_at DESC, n.id DESC"""
_FILE: Final = """
    SELECT c.file_name, c.content FROM umlauf.contract_note_content c
    WHERE c.note_id = %(id)s AND c.content IS NOT NULL
        AND NOT EXISTS (SELECT FROM umlauf.contract_note_removal r WHERE r.note_id = c.note_id)"""


def notes_of(database: Database, contract_id: ContractId) -> tuple[NoteRow, ...]:
    """Newest first, without those that were taken away."""
    return tuple(_row(row) for row in database.read(_LIST, id=contract_id))


def notes_away(database: Database, contract_id: ContractId) -> tuple[NoteRow, ...]:
    """What was taken away and not erased, newest first; without what it says."""
    return tuple(replace(_row(row), is_away=True) for row in database.read(_AWAY, id=contract_id))


def kept_file(database: Database, note_id: NoteId) -> StoredPaper:
    """Raises UnknownNote: no such file, taken away, or erased."""
    row = database.read_one(_FILE, id=note_id)
    if row is None:
        raise UnknownNote(note=note_id)
    return StoredPaper(row["file_name"], bytes(row["content"]))


def _row(row: Row) -> NoteRow:
    kind = None if row["media_type"] is None else MediaType(row["media_type"])
    return NoteRow(NoteId(row["id"]), row["at"], row["who"] or "", row["words"], row["file_name"], kind, row["size"])
