"""A database that tests hand on is for each of them as if it were new."""

from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from domain.application import Seat
from storage.embedded import EmbeddedServer
from tests.storage.business import TEMPLATE, Business, open_business
from tests.storage.lending import contents


def _all_rows(server: EmbeddedServer, database: str) -> dict[str, bytes]:
    with psycopg.connect(server.admin_dsn(database), row_factory=dict_row) as admin:
        return dict(contents(admin))


def _lives(business: Business) -> list[str]:
    """Things, rows of what the house was founded with, and numbers of every kind change."""
    bike = business.product()
    business.checklist()
    business.place()
    business.order(business.customer(), bike)
    business.receive(bike, "S-1")
    business.administrator().connection().execute("UPDATE umlauf.person SET name = 'Somebody'")
    numbers = (
        "SELECT text(code) AS n FROM umlauf.asset UNION ALL SELECT text(number) FROM umlauf.customer_order UNION ALL"
        " SELECT text(number) FROM umlauf.contract"
    )
    return [row["n"] for row in business.rows(numbers)]


def _next(server: EmbeddedServer, name: str) -> bool:
    """Whether the next test would be given the same database."""
    with open_business(server) as business:
        return business.database == name


def test_what_a_test_wrote_is_gone_and_numbers_begin_again(server: EmbeddedServer, template: str) -> None:
    with open_business(server) as first:
        numbers = _lives(first)
    with open_business(server) as second:
        assert second.database == first.database
        assert _all_rows(server, second.database) == _all_rows(server, TEMPLATE)
        assert _lives(second) == numbers
        assert second.rows("SELECT count(*) AS n FROM umlauf.asset") == [{"n": 1}]


def test_a_connection_remembers_nothing_of_the_test_before(server: EmbeddedServer, template: str) -> None:
    def session(business: Business) -> Any:
        connection = business.connection(Seat.OWNER).connection()
        row = connection.execute(
            "SELECT pg_backend_pid() AS pid, current_setting('statement_timeout') AS patience,"
            " to_regclass('mine') AS mine,"
            " current_user AS me, (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory') AS locks,"
            " (SELECT count(*) FROM pg_prepared_statements) AS prepared"
        ).fetchone()
        connection.execute("SET statement_timeout = '7s'; SELECT pg_advisory_lock(7); PREPARE it AS SELECT 1")
        return row

    with open_business(server) as first:
        before = session(first)
    with open_business(server) as second:
        assert session(second) == before


@pytest.mark.parametrize(
    "deed",
    [
        "CREATE TABLE umlauf.mine (x int)",
        "ALTER TABLE umlauf.asset ADD COLUMN x int",
        "GRANT DELETE ON umlauf.invoice TO umlauf_owner",
        "ALTER TABLE umlauf.asset DISABLE TRIGGER ALL",
        "DROP FUNCTION umlauf.begin_command CASCADE",
        "TRUNCATE umlauf.setting CASCADE",
    ],
)
def test_who_changes_more_than_rows_takes_the_database_along(server: EmbeddedServer, template: str, deed: str) -> None:
    with open_business(server) as spoilt:
        spoilt.administrator().connection().execute(deed)
    assert not _next(server, spoilt.database)


def test_whoever_stayed_connected_is_sent_away(server: EmbeddedServer, template: str) -> None:
    with open_business(server) as business:
        late = psycopg.connect(server.admin_dsn(business.database))
        late.execute("INSERT INTO umlauf.person (id, name) SELECT gen_random_uuid(), 'late' WHERE false")
    with pytest.raises(psycopg.OperationalError):
        late.execute("SELECT")
    assert _next(server, business.database)
