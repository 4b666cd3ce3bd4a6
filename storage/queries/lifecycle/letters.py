"""Letters to customers: promised, sent, or with nowhere to go."""

from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.queries.lifecycle.source import Source, columns

_SHOWN: Final = columns(
    at="coalesce(k.effective_at, o.created_at)",
    key="to_char(o.created_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') || o.id::text",
    name="coalesce(o.facts ->> 'kind', o.kind)",
    kind="'letters'",
    place="CASE WHEN o.kind = 'final_statement' THEN 'invoice' ELSE o.kind END",
    subject_id="o.subject_id",
    number="coalesce(i.number, c.number, u.number, d.number, '')",
    command_id="o.batch_id",
    facts="jsonb_build_object('status', o.status, 'done_at', o.done_at)",
)
_FROM: Final = """umlauf.outbox o LEFT JOIN umlauf.command_origin k ON k.command_id = o.batch_id
    LEFT JOIN umlauf.invoice i ON i.id = o.subject_id LEFT JOIN umlauf.contract c ON c.id = o.subject_id
    LEFT JOIN umlauf.customer u ON u.id = o.subject_id LEFT JOIN umlauf.declaration d ON d.id = o.subject_id"""
_SQL: Final = f"SELECT {_SHOWN} FROM {_FROM} WHERE o.subject_id = ANY(%(ids)s)"  # noqa: S608 - constants only
_OF_RETURN: Final = f"""
    SELECT {_SHOWN} FROM {_FROM} JOIN umlauf.command g ON g.command_id = o.batch_id
    WHERE o.subject_id IN (
            SELECT l.contract_id FROM umlauf.return_line l WHERE l.return_id = ANY(%(case)s)
            UNION SELECT r.customer_id FROM umlauf.return_case r WHERE r.id = ANY(%(case)s))
        AND ((g.payload ->> 'return_id')::uuid = ANY(%(case)s)
            OR g.payload -> 'return_ids' ?| (SELECT array_agg(x::text) FROM unnest(%(case)s::uuid[]) x))"""  # noqa: S608 - constants only
"""Told to the customer of its contract, because of this return."""
_TABLES: Final = ("outbox", "invoice", "contract", "customer", "declaration")
_KINDS: Final = frozenset({LifeKind.LETTERS})
LETTERS: Final = (
    Source(Teller.LETTER, _KINDS, ("ids",), _TABLES, _SQL),
    Source(Teller.LETTER, _KINDS, ("case",), (*_TABLES, "command"), _OF_RETURN),
)
