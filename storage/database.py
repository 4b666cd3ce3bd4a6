"""One connection to the database, used by one thread, opened when needed and opened again after it broke."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import set_json_loads

from domain.errors import Unavailable
from storage.errors import DatabaseUnreachable, is_outage, translated
from storage.revival import AT_ONCE, PATIENT, Revival

Row = dict[str, Any]
T = TypeVar("T")


def _loads(stored: bytes | str) -> Any:
    """Most columns of the kind hold nothing, and a run reads tens of thousands of them."""
    if len(stored) == 2:
        return {} if stored in (b"{}", "{}") else [] if stored in (b"[]", "[]") else json.loads(stored)
    return json.loads(stored)


class Database:
    """`conninfo` names server and login; `revive` is called after an outage, to bring an embedded server back.

    Not for several threads: each takes its own.
    """

    def __init__(self, conninfo: str, revive: Callable[[], None] | None = None) -> None:
        self._conninfo = conninfo
        self._revive = revive
        self._revival = None if revive is None else Revival(revive)
        self._connection: psycopg.Connection[Row] | None = None

    def another(self) -> "Database":
        """A connection more for the same login, for another thread."""
        return Database(self._conninfo, self._revive)

    def connection(self, patience: timedelta = PATIENT) -> psycopg.Connection[Row]:
        """The open connection, in autocommit mode; rows are dictionaries. `patience`: how long it may be revived.

        Raises:
            DatabaseUnreachable: it cannot be opened.
        """
        if self._connection is None or self._connection.closed or self._connection.broken:
            self._connection = self._connect(patience)
        return self._connection

    def _connect(self, patience: timedelta) -> psycopg.Connection[Row]:
        try:
            return self._open()
        except psycopg.OperationalError as error:
            if self._revival is None:
                raise DatabaseUnreachable(why=" ".join(str(error).split())[:200]) from error
        self._revival.wait(patience)
        try:
            return self._open()
        except psycopg.OperationalError as error:
            raise DatabaseUnreachable(why=" ".join(str(error).split())[:200]) from error

    def _open(self) -> psycopg.Connection[Row]:
        connection = psycopg.connect(self._conninfo, autocommit=True, row_factory=dict_row)
        set_json_loads(_loads, connection)
        return connection

    def close(self) -> None:
        """Harmless when repeated."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def translating(self, patience: timedelta = PATIENT) -> Iterator[psycopg.Connection[Row]]:
        """The connection; driver errors leave as ours.

        Raises:
            AppError: see `storage.errors.translated`.
            psycopg.Error: a bug of ours.
        """
        connection = self.connection(patience)
        try:
            yield connection
        except psycopg.Error as error:
            if is_outage(error):
                self.close()
            ours = translated(error)
            if ours is None:
                raise
            raise ours from error

    def answers(self) -> bool:
        """Whether the server is there; one that is not begins to be revived."""
        try:
            with self.translating(AT_ONCE) as connection:
                connection.execute("SELECT")
        except Unavailable:
            return False
        return True

    def read(self, sql: str, **values: object) -> list[Row]:
        """All rows of one question. A connection found dead is opened again and asked once more."""
        try:
            with self.translating() as connection:
                return connection.execute(sql, values).fetchall()
        except DatabaseUnreachable:
            with self.translating() as connection:
                return connection.execute(sql, values).fetchall()

    def read_one(self, sql: str, **values: object) -> Row | None:
        """The first row, or None."""
        rows = self.read(sql, **values)
        return rows[0] if rows else None
