"""Databases that tests hand on. One is emptied after a test instead of dropped, and its connections stay warm.

Making and dropping a database takes longer than most tests, and so does what a new connection learns about three
hundred tables. A test that changes more than rows (a table, a grant, a setting of the database), leaves a connection
behind or writes very much spoils its database for others: that one is dropped.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row

from storage.database import Database, Row
from storage.embedded import EmbeddedServer

_LENDINGS = 60
"""Emptied rows stay in their pages until then."""
_ROWS = 30_000
_TOUCHED = """
    SELECT c.oid::regclass::text AS name, c.oid < 16384 AS is_catalogue,
        pg_stat_get_tuples_inserted(c.oid) + pg_stat_get_tuples_updated(c.oid)
            + pg_stat_get_tuples_deleted(c.oid) AS rows
    FROM pg_class c WHERE c.relkind = 'r' AND NOT c.relisshared
"""
_SEQUENCES = "SELECT format('%I.%I', schemaname, sequencename) AS name, start_value, last_value FROM pg_sequences"
_OTHERS = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> ALL(%s)
"""
_FORGET = """
    RESET SESSION AUTHORIZATION; RESET ALL; CLOSE ALL; DEALLOCATE ALL; DISCARD TEMP; DISCARD SEQUENCES;
    SELECT pg_advisory_unlock_all(); SELECT pg_stat_force_next_flush(); SELECT count(*) FROM pg_listening_channels()
"""
Connection = psycopg.Connection[Row]


class LentConnection(Database):
    """The house's own, save that it begins with a connection that is warm and leaves it behind warm."""

    def __init__(self, conninfo: str, warm: Callable[[str], Connection | None]) -> None:
        super().__init__(conninfo)
        self._warm = warm

    def _open(self) -> Connection:
        return self._warm(self._conninfo) or super()._open()

    def left(self) -> tuple[str, Connection | None]:
        """What it was connected by, to whom this belongs from now on."""
        left, self._connection = self._connection, None
        return self._conninfo, left


@dataclass
class LentDatabase:
    """One database, for one test at a time."""

    name: str
    admin: psycopg.Connection[Any]
    founded: dict[str, bytes]
    """The rows that a new business begins with, by table."""
    sequences: dict[str, int | None]
    lendings: int = 0
    _warm: dict[str, list[Connection]] = field(default_factory=dict)

    def connection(self, conninfo: str) -> LentConnection:
        return LentConnection(conninfo, self._take)

    def _take(self, conninfo: str) -> Connection | None:
        waiting = self._warm.get(conninfo, [])
        while waiting:
            if _answers(found := waiting.pop()):
                return found
            found.close()
        return None

    def keep(self, lent: LentConnection) -> None:
        """A connection as good as new waits for the next test; any other is closed."""
        conninfo, connection = lent.left()
        if connection is None:
            return
        if _forgets(connection):
            self._warm.setdefault(conninfo, []).append(connection)
        else:
            connection.close()

    def is_emptied(self) -> bool:
        """Whether every table and sequence could be brought back to what a new business has."""
        self._end_others()
        touched = self._touched()
        if any(is_catalogue for is_catalogue, _ in touched.values()) or sum(n for _, n in touched.values()) > _ROWS:
            return False
        names = [name for name in touched if not name.startswith("pg_toast.")]
        with self.admin.transaction():
            if names:
                self.admin.execute("; ".join(f"DELETE FROM {name}" for name in names))
            for name in names:
                self._refill(name)
            self._wind_back()
        self.admin.execute("SELECT pg_stat_force_next_flush()")
        self.admin.execute("SELECT pg_stat_reset()")
        return True

    def _end_others(self) -> None:
        """Whoever a test left connected, or who is still on the way out."""
        ours = [each.info.backend_pid for waiting in self._warm.values() for each in waiting]
        for other in self.admin.execute(_OTHERS, [[*ours, self.admin.info.backend_pid]]).fetchall():
            self.admin.execute("SELECT pg_terminate_backend(%s, 5000)", [other["pid"]])

    def _touched(self) -> dict[str, tuple[bool, int]]:
        rows = self.admin.execute(_TOUCHED).fetchall()
        return {row["name"]: (row["is_catalogue"], row["rows"]) for row in rows if row["rows"]}

    def _refill(self, name: str) -> None:
        if name in self.founded:
            with self.admin.cursor().copy(f"COPY {name} FROM STDIN") as copy:
                copy.write(self.founded[name])

    def _wind_back(self) -> None:
        for row in self.admin.execute(_SEQUENCES).fetchall():
            before = self.sequences[row["name"]]
            if row["last_value"] != before:
                value = row["start_value"] if before is None else before
                self.admin.execute("SELECT setval(%s, %s, %s)", [row["name"], value, before is not None])

    def close(self) -> None:
        self.admin.close()
        for waiting in self._warm.values():
            for connection in waiting:
                connection.close()
        self._warm.clear()


def _answers(connection: Connection) -> bool:
    """Not one that was killed along with others of its login while it waited."""
    try:
        connection.execute("SELECT")
    except psycopg.OperationalError:
        return False
    return True


def _forgets(connection: Connection) -> bool:
    """Whether the session could be made as good as new."""
    if connection.closed or connection.info.transaction_status is not TransactionStatus.IDLE:
        return False
    try:
        connection.execute("ROLLBACK")  # after this word psycopg, too, forgets what it had prepared
        cursor = connection.execute(_FORGET)
        while cursor.nextset():
            pass
        row = cursor.fetchone()
    except psycopg.Error:
        return False
    return row == {"count": 0}


class Lending:
    """The databases of one server: those that wait for a test, and new ones copied from the template."""

    def __init__(self, server: EmbeddedServer, template: str) -> None:
        self._server, self._template = server, template
        self._workshop = psycopg.connect(server.admin_dsn(), autocommit=True)
        self._waiting: list[LentDatabase] = []
        with psycopg.connect(server.admin_dsn(template), autocommit=True, row_factory=dict_row) as admin:
            self._founded = dict(contents(admin))
            self._sequences = {row["name"]: row["last_value"] for row in admin.execute(_SEQUENCES).fetchall()}

    def take(self) -> LentDatabase:
        lent = self._waiting.pop() if self._waiting else self._made()
        lent.lendings += 1
        return lent

    def _made(self) -> LentDatabase:
        name = f"test_{uuid4().hex[:12]}"
        self._workshop.execute(f"CREATE DATABASE {name} TEMPLATE {self._template} STRATEGY FILE_COPY")
        admin = psycopg.connect(self._server.admin_dsn(name), autocommit=True, row_factory=dict_row)
        admin.execute("SET session_replication_role = replica")
        admin.execute("SELECT pg_stat_reset()")
        return LentDatabase(name, admin, self._founded, self._sequences)

    def give_back(self, lent: LentDatabase) -> None:
        """For the next test, or to the rubbish."""
        try:
            is_good = lent.lendings < _LENDINGS and lent.is_emptied()
        except psycopg.Error:
            is_good = False
        if is_good:
            self._waiting.append(lent)
        else:
            self._drop(lent)

    def _drop(self, lent: LentDatabase) -> None:
        lent.close()
        self._workshop.execute(f"DROP DATABASE {lent.name} WITH (FORCE)")

    def close(self) -> None:
        """Before the server ends."""
        for lent in self._waiting:
            lent.close()
        self._workshop.close()


def contents(admin: Connection) -> Iterator[tuple[str, bytes]]:
    """Every table that has rows, with them."""
    names = admin.execute("SELECT c.oid::regclass::text AS name FROM pg_class c WHERE relkind = 'r' AND oid >= 16384")
    for row in names.fetchall():
        with admin.cursor().copy(f"COPY {row['name']} TO STDOUT") as copy:
            if rows := b"".join(bytes(part) for part in copy):
                yield row["name"], rows
