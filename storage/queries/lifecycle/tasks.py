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
        WHEN 'DC-' THEN 'declaration' WHEN 'LO-' THEN 'loss' WHEN 'TF-' THEN 'transfer' WHEN 'BO-' THEN 'buyout'
        WHEN 'WO-' THEN 'write_off'
        ELSE (SELECT 'asset' FROM umlauf.asset c WHERE c.code = t.subject) END""",
    facts="jsonb_build_object('closed_at', t.closed_at)",
)
_SQL: Final = f"SELECT {_SHOWN} FROM umlauf.task t WHERE t.id = ANY(%(tasks)s)"  # noqa: S608 - constants only
TASKS: Final = (Source(Teller.TASK, frozenset({LifeKind.TASKS}), ("tasks",), ("task",), _SQL),)
