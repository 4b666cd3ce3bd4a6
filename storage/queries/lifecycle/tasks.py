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
    facts="jsonb_build_object('closed_at', t.closed_at)",
)
_SQL: Final = f"SELECT {_SHOWN} FROM umlauf.task t WHERE t.subject = ANY(%(numbers)s)"  # noqa: S608 - constants only
TASKS: Final = (Source(Teller.TASK, frozenset({LifeKind.TASKS}), ("numbers",), ("task",), _SQL),)
