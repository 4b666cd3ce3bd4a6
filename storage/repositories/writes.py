"""The collected writes of one unit, sent in one go."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import psycopg

from storage.database import Row

Statement = tuple[str, dict[str, Any]]
Bulk = tuple[str, Sequence[str], Sequence[Sequence[Any]]]


class Writes:
    """Statements and bulk copies in the order they were collected."""

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self.connection = connection
        self._collected: list[Statement | Bulk] = []
        self._last: list[Callable[[], None]] = []

    def add(self, sql: str, values: dict[str, Any]) -> None:
        self._collected.append((sql, values))

    def copy(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            self._collected.append((table, columns, rows))

    def at_the_end(self, work: Callable[[], None]) -> None:
        self._last.append(work)

    def send(self, *closing: Statement) -> None:
        """Sends all of it, then the `closing` statements: as one pipeline, or one by one when there is a bulk copy.

        Raises psycopg.Error; the transaction is then lost and has to be rolled back.
        """
        for work in self._last:
            work()
        collected = [*self._collected, *closing]
        self._last.clear()
        self._collected.clear()  # a batch's rows are to go as soon as they are sent
        if any(len(each) == 3 for each in collected):
            self._run_all(collected)
            return
        with self.connection.pipeline():
            self._run_all(collected)

    def _run_all(self, collected: Iterable[Statement | Bulk]) -> None:
        for each in collected:
            self._run(each)

    def _run(self, each: Statement | Bulk) -> None:
        if len(each) == 2:
            self.connection.execute(*each)
            return
        table, columns, rows = each
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
