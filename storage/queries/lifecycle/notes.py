"""Notes and files of contracts: written, attached, taken away, erased. Of what was taken away the words are gone."""

from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.queries.lifecycle.source import COMMAND_KEY, Source, columns

_SHOWN: Final = columns(
    at="k.effective_at",
    key=COMMAND_KEY,
    name="k.name",
    kind="'notes'",
    place="'contract'",
    subject_id="n.contract_id",
    number="t.number",
    command_id="k.command_id",
    why="""CASE WHEN r.note_id IS NULL THEN left(coalesce(c.words, '') || coalesce(c.file_name, ''), 200)
        ELSE '' END""",
)
_SQL: Final = f"""
    SELECT {_SHOWN} FROM umlauf.contract_note n JOIN umlauf.contract t ON t.id = n.contract_id
    LEFT JOIN umlauf.contract_note_removal r ON r.note_id = n.id
    LEFT JOIN umlauf.contract_note_erasure e ON e.note_id = n.id
    LEFT JOIN umlauf.contract_note_content c ON c.note_id = n.id
    JOIN umlauf.command_origin k ON k.command_id IN (n.command_id, r.command_id, e.command_id)
    WHERE n.contract_id = ANY(%(contracts)s)"""  # noqa: S608 - constants only
_TABLES: Final = (
    "contract_note",
    "contract_note_content",
    "contract_note_removal",
    "contract_note_erasure",
    "contract",
)
NOTES: Final = (Source(Teller.NOTE, frozenset({LifeKind.NOTES}), ("contracts",), _TABLES, _SQL),)
