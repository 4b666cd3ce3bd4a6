"""Invoices and credit notes."""

from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.queries.lifecycle.source import Source, born, columns

_SHOWN: Final = columns(
    at=f"coalesce({born('i.id')}, (i.issued_on + time '12:00') AT TIME ZONE 'UTC')",
    key="lpad(i.series_number::text, 12, '0') || i.id::text",
    name="i.kind",
    kind="'documents'",
    place="'invoice'",
    subject_id="i.id",
    number="i.number",
    command_id="i.command_id",
    minor="i.gross_minor",
    currency="i.currency",
    facts="jsonb_build_object('corrects', c.number)",
)
_SQL: Final = f"""
    SELECT {_SHOWN} FROM umlauf.invoice i LEFT JOIN umlauf.invoice c ON c.id = i.corrects_id
    WHERE i.id = ANY(%(invoices)s)"""  # noqa: S608 - constants only
DOCUMENTS: Final = (Source(Teller.DOCUMENT, frozenset({LifeKind.DOCUMENTS}), ("invoices",), ("invoice",), _SQL),)
