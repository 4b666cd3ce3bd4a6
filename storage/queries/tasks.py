"""What waits for a person, as far as the login may see it."""

from domain.ids import TaskId
from domain.tasks.model import TaskKind
from domain.views.floor_rows import TaskRow
from domain.views.office_rows import Found
from storage.database import Database, Row
from storage.queries.office_parts import found


class OpenTasks:
    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, limit: int) -> Found[TaskRow]:
        rows = self._database.read(
            "SELECT id, kind, subject, facts, opened_at FROM umlauf.task WHERE closed_at IS NULL"
            " ORDER BY opened_at LIMIT %(limit)s",
            limit=limit + 1,
        )
        return found(rows, limit, _task)


def _task(row: Row) -> TaskRow:
    return TaskRow(TaskId(row["id"]), TaskKind(row["kind"]), row["subject"], row["facts"], row["opened_at"])
