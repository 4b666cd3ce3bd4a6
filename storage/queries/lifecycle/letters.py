"""Letters to customers: promised, sent, or with nowhere to go."""

from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.queries.lifecycle.source import Source, columns

_SHOWN: Final = columns(
    at="coalesce(k.effective_at, o.created_at)",
    key="o.id::text",
    name="coalesce(o.facts ->> 'kind', o.kind)",
    kind="'letters'",
    place="CASE WHEN o.kind = 'final_statement' THEN 'invoice' ELSE o.kind END",
    subject_id="o.subject_id",
    number="coalesce(i.number, c.number, u.number, d.number, '')",
    command_id="o.batch_id",
    facts="jsonb_build_object('status', o.status, 'done_at', o.done_at)",
)
_SQL: Final = f"""
    SELECT {_SHOWN} FROM umlauf.outbox o LEFT JOIN umlauf.command_origin k ON k.command_id = o.batch_id
    LEFT JOIN umlauf.invoice i ON i.id = o.subject_id LEFT JOIN umlauf.contract c ON c.id = o.subject_id
    LEFT JOIN umlauf.customer u ON u.id = o.subject_id LEFT JOIN umlauf.declaration d ON d.id = o.subject_id
    WHERE o.subject_id = ANY(%(ids)s)"""  # noqa: S608 - constants only
_TABLES: Final = ("outbox", "invoice", "contract", "customer", "declaration")
LETTERS: Final = (Source(Teller.LETTER, frozenset({LifeKind.LETTERS}), ("ids",), _TABLES, _SQL),)
