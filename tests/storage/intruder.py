"""Somebody with a station's password and a database client of their own: what the database alone has to withstand."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from domain.application import Seat
from tests.storage.business import Business

_BEGIN = "SELECT * FROM umlauf.begin_command(%s, %s, %s, %s, %s, %s, NULL, NULL, NULL)"
_EVENT = (
    "INSERT INTO umlauf.asset_event (asset_id, seq, kind, effective_at, actor_id, command_id, facts, status, readiness,"
    " condition, builds_on) VALUES (%(asset)s, %(seq)s, %(kind)s, now(), %(actor)s, %(command)s, %(facts)s, %(status)s,"
    " 'ready', 'unused', 0)"
)


class Intruder:
    """A hand-written client on one seat's login."""

    def __init__(self, business: Business, seat: Seat, connection: psycopg.Connection[dict[str, Any]]) -> None:
        self.connection = connection
        found = business.rows("SELECT person_id FROM umlauf.principal WHERE seat = %(seat)s", seat=seat)
        self.person: UUID = found[0]["person_id"] if found else uuid4()

    def run(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        cursor = self.connection.execute(sql, values)
        return cursor.fetchall() if cursor.description else []

    def begin(self, name: str = "PickAsset", *, actor: UUID | None = None) -> UUID:
        """Opens a command; its transaction stays open."""
        command_id = uuid4()
        self.begin_as(command_id, name, actor or self.person)
        return command_id

    def begin_as(self, command_id: UUID, name: str, actor: UUID, at: Any = None) -> dict[str, Any]:
        effective = at or datetime.now(UTC)
        return self.run(_BEGIN, command_id, name, Jsonb({}), secrets.token_bytes(32), actor, effective)[0]

    def end(self, command_id: UUID, outcome: str = "applied") -> None:
        self.run("SELECT umlauf.end_command(%s, %s, '{}', '{}')", command_id, outcome)

    def event(
        self,
        command: UUID,
        asset: UUID,
        seq: int,
        kind: str,
        status: str,
        facts: dict[str, Any] | None = None,
        actor: UUID | None = None,
    ) -> None:
        """One row for the ledger, whatever it says."""
        values = {"asset": asset, "seq": seq, "kind": kind, "command": command, "status": status}
        self.connection.execute(_EVENT, {**values, "actor": actor or self.person, "facts": Jsonb(facts or {})})

    @contextmanager
    def refused(self, *states: str) -> Iterator[None]:
        """What happens inside is refused with one of these SQLSTATEs, and nothing of it stays."""
        try:
            yield
            self.connection.commit()
        except psycopg.Error as error:
            self.connection.rollback()
            if error.sqlstate not in states:
                raise
        else:
            pytest.fail("the database took it")


@contextmanager
def at_the_seat(business: Business, seat: Seat) -> Iterator[Intruder]:
    """The seat's login, in the hands of an intruder."""
    dsn = business.server.seat_dsn(seat, business.database)
    with psycopg.connect(dsn, row_factory=dict_row) as connection:
        yield Intruder(business, seat, connection)
        connection.rollback()
