"""What waited for a person. Who ticked it off is told by the command."""

from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.queries.lifecycle.source import Source, columns

_SHOWN: Final = columns(
    at="t.opened_at",
    key="t.id::text",
    name="t.kind",
    kind="'tasks'",
    number="t.subject",
    place="""CASE left(t.subject, 3) WHEN 'CT-' THEN 'contract' WHEN 'CU-' THEN 'customer' WHEN 'OR-' THEN 'order'
        WHEN 'SH-' THEN 'shipment' WHEN 'RT-' THEN 'return' WHEN 'RF-' THEN 'refund' WHEN 'RP-' THEN 'repair'
        WHEN 'DC-' THEN 'declaration'
        ELSE (SELECT 'asset' FROM umlauf.asset c WHERE c.code = t.subject) END""",
    facts="jsonb_build_object('closed_at', t.closed_at)",
)
_SQL: Final = f"SELECT {_SHOWN} FROM umlauf.task t WHERE t.subject = ANY(%(numbers)s)"  # noqa: S608 - constants only
_OF_THINGS: Final = f"""
    SELECT {_SHOWN} FROM (
        SELECT g.asset_id, min(lower(g.during)) AS since, max(coalesce(upper(g.during), 'infinity')) AS until
        FROM umlauf.assignment g WHERE g.contract_line_id = ANY(%(lines)s) OR (g.contract_line_id, g.asset_id) IN (
            SELECT l.contract_line_id, l.asset_id FROM umlauf.return_line l WHERE l.return_id = ANY(%(case)s))
        GROUP BY g.asset_id
    ) g JOIN umlauf.asset a ON a.id = g.asset_id JOIN umlauf.task t ON t.subject = a.code
    WHERE t.opened_at >= g.since AND t.opened_at < g.until + interval '60 days' AND NOT EXISTS (
        SELECT FROM umlauf.assignment n WHERE n.asset_id = g.asset_id AND lower(n.during) >= g.until
            AND lower(n.during) <= t.opened_at)"""  # noqa: S608 - constants only
"""About its things: while they were there, and what came to light after, before somebody else had them."""
_KINDS: Final = frozenset({LifeKind.TASKS})
TASKS: Final = (
    Source(Teller.TASK, _KINDS, ("numbers",), ("task",), _SQL),
    Source(Teller.TASK, _KINDS, ("lines", "case"), ("task", "assignment"), _OF_THINGS),
)
