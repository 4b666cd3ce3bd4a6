"""What waits for a person."""

from collections.abc import Mapping
from datetime import datetime

from psycopg.types.json import Jsonb

from domain.ids import TaskId
from domain.tasks.model import FLOOR_KINDS, Task, TaskKind, UnknownTask
from storage.database import Row
from storage.repositories.base import Desk


class TaskList:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(self, kind: TaskKind, subject: str, facts: Mapping[str, str | int]) -> None:
        self._desk.write(
            "INSERT INTO umlauf.task (id, kind, subject, facts, opened_at, is_for_floor)"
            " VALUES (%(id)s, %(kind)s, %(subject)s, %(facts)s, %(at)s, %(floor)s)",
            id=self._desk.new_id(),
            kind=kind,
            subject=subject,
            facts=Jsonb(dict(facts)),
            at=self._desk.context.effective_at,
            floor=kind in FLOOR_KINDS,
        )

    def is_open(self, kind: TaskKind, subject: str) -> bool:
        rows = self._desk.rows(
            "SELECT FROM umlauf.task WHERE kind = %(kind)s AND subject = %(subject)s AND closed_at IS NULL LIMIT 1",
            kind=kind,
            subject=subject,
        )
        return bool(rows)

    def waiting(self, kind: TaskKind, subject: str) -> list[Task]:
        """Oldest first."""
        rows = self._desk.rows(
            "SELECT id, kind, subject, false AS is_cleared, facts FROM umlauf.task WHERE kind = %(kind)s"
            " AND subject = %(subject)s AND closed_at IS NULL ORDER BY opened_at, id",
            kind=kind,
            subject=subject,
        )
        return [_task(row) for row in rows]

    def get(self, task_id: TaskId) -> Task:
        """Raises UnknownTask."""
        found = self._desk.rows(
            "SELECT id, kind, subject, closed_at IS NOT NULL AS is_cleared, facts FROM umlauf.task WHERE id = %(id)s",
            id=task_id,
        )
        if not found:
            raise UnknownTask(task=task_id)
        return _task(found[0])

    def clear(self, task_id: TaskId, at: datetime) -> None:
        self._desk.write(
            "UPDATE umlauf.task SET closed_at = %(at)s WHERE id = %(id)s AND closed_at IS NULL", id=task_id, at=at
        )


def _task(row: Row) -> Task:
    return Task(TaskId(row["id"]), row["kind"], row["subject"], row["is_cleared"], row["facts"])
