"""What waits for a person."""

from psycopg.types.json import Jsonb

from storage.repositories.base import Desk


class TaskList:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(self, kind: str, subject: str, facts: dict[str, str | int]) -> None:
        self._desk.write(
            "INSERT INTO umlauf.task (id, kind, subject, facts) VALUES (%(id)s, %(kind)s, %(subject)s, %(facts)s)",
            id=self._desk.new_id(),
            kind=kind,
            subject=subject,
            facts=Jsonb(facts),
        )
