"""The collected writes of one unit, sent in one go."""

from collections.abc import Callable, Sequence
from typing import Any

from storage.exchange import Exchange, Statement

Bulk = tuple[str, Sequence[str], Sequence[Sequence[Any]]]


class Writes:
    """Statements and bulk copies in the order they were collected."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
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
        """Sends all of it, then the `closing` statements: as one packet, or one packet between bulk copies. The work
        kept for the end begins when the rest is sent.

        Raises psycopg.Error; the transaction is then lost and has to be rolled back.
        """
        if self._last:
            self._send(self._taken())
            for work in self._last:
                work()
            self._last.clear()
        self._send([*self._taken(), *closing])

    def _taken(self) -> list[Statement | Bulk]:
        """A batch's rows are to go as soon as they are sent."""
        taken, self._collected = self._collected, []
        return taken

    def _send(self, writes: Sequence[Statement | Bulk]) -> None:
        together: list[Statement] = []
        for each in writes:
            if len(each) == 2:
                together.append(each)
                continue
            self.exchange.ask(together)
            together = []
            self._copy(each)
        self.exchange.ask(together)

    def _copy(self, bulk: Bulk) -> None:
        table, columns, rows = bulk
        words = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with self.exchange.connection.cursor() as cursor, cursor.copy(words) as copy:
            for row in rows:
                copy.write_row(row)
