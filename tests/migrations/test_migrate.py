"""Migrations: named by day, the models are the schema, a newer database is refused, twice is once."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, create_engine, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from domain.handlers import HANDLERS
from storage.embedded import EmbeddedServer
from storage.migrate import DatabaseTooNew, migrate, newest_revision, revision_of
from storage.tables import everything
from storage.tables.base import Xid8

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = ROOT / "storage" / "migrations" / "versions"
COMMANDS = frozenset(HANDLERS)


@pytest.fixture
def empty(server: EmbeddedServer) -> Iterator[str]:
    """The name of a database with nothing in it."""
    name = f"empty_{uuid4().hex[:12]}"
    with psycopg.connect(server.admin_dsn(), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield name
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture
def migrated(server: EmbeddedServer, template: str) -> Iterator[Engine]:
    """A copy of the migrated database that a test may spoil."""
    name = f"copy_{uuid4().hex[:12]}"
    with psycopg.connect(server.admin_dsn(), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        engine = create_engine(server.url("umlauf_admin", name))
        yield engine
        engine.dispose()
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def badly_dated(names: list[str]) -> list[str]:
    """Migration files that are not named by their day, in the order in which they run."""
    files = sorted(name for name in names if name != "__init__.py")
    return [name for name in files if not re.fullmatch(r"20\d\d_(0\d|1[0-2])_([0-2]\d|3[01])_[a-z0-9_]+\.py", name)]


def test_every_migration_is_named_by_its_day() -> None:
    names = [path.name for path in VERSIONS.glob("*.py")]
    assert len(names) > 1
    assert badly_dated(names) == []


@pytest.mark.parametrize(
    "name", ["add_prices.py", "2026_13_01_x.py", "2026_11_32_x.py", "26_11_01_x.py", "2026_11_01.py"]
)
def test_a_badly_named_migration_is_found(name: str) -> None:
    assert badly_dated([name]) == [name]


def differences(engine: Engine) -> list[Any]:
    """What alembic would change to make the schema what the models say; indexes by expression are the schema's own."""
    with engine.connect() as connection:
        connection.dialect.ischema_names = {**connection.dialect.ischema_names, "xid8": Xid8}
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_schemas": True,
                "include_name": lambda name, kind, _: kind != "schema" or name == "umlauf",
                "include_object": _ours,
            },
        )
        return compare_metadata(context, everything)


def _ours(thing: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    partition = re.fullmatch(r"asset_event_\d", name or "")
    own_index = kind == "index" and reflected and other is None
    return partition is None and not own_index


def constraints(engine: Engine) -> set[tuple[str, str, str]]:
    """(table, kind, name) of every key, reference and exclusion in the catalog."""
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT c.relname, o.contype::text, o.conname FROM pg_constraint o"
                " JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE n.nspname = 'umlauf' AND NOT c.relispartition AND o.contype IN ('p', 'u', 'f', 'x', 'c')"
            )
        )
        return {(row[0], row[1], row[2]) for row in rows}


def modelled(metadata: MetaData) -> set[tuple[str, str, str]]:
    kinds = {"PrimaryKeyConstraint": "p", "UniqueConstraint": "u", "ForeignKeyConstraint": "f", "CheckConstraint": "c"}
    found = set()
    for table in metadata.tables.values():
        for constraint in table.constraints:
            kind = "x" if isinstance(constraint, ExcludeConstraint) else kinds[type(constraint).__name__]
            found.add((table.name, kind, _named(table.name, kind, constraint)))
    return found


def _named(table: str, kind: str, constraint: Any) -> str:
    if isinstance(constraint.name, str) and not constraint.name.startswith("_"):
        return str(constraint.name)
    first = next(iter(constraint.columns)).name
    return f"{table}_pkey" if kind == "p" else f"{table}_{first}_{'key' if kind == 'u' else 'fkey'}"


def test_the_models_are_the_schema(migrated: Engine) -> None:
    assert differences(migrated) == []
    assert constraints(migrated) == modelled(everything)


@pytest.mark.parametrize(
    "spoil",
    [
        "ALTER TABLE umlauf.asset ADD COLUMN colour text",
        "ALTER TABLE umlauf.asset DROP COLUMN grade",
        "ALTER TABLE umlauf.asset ALTER COLUMN seq TYPE bigint",
        "ALTER TABLE umlauf.asset ALTER COLUMN seq DROP DEFAULT",
        "ALTER TABLE umlauf.asset ALTER COLUMN status SET DEFAULT 'in_stock'",
        "ALTER TABLE umlauf.contract ALTER COLUMN number DROP NOT NULL",
        "CREATE TABLE umlauf.forgotten (x int)",
        "DROP TABLE umlauf.asset_cost",
        "ALTER TABLE umlauf.assignment DROP CONSTRAINT assignment_one_holder_excl",
        "ALTER TABLE umlauf.billed_period DROP CONSTRAINT billed_period_no_overlap_excl",
        "ALTER TABLE umlauf.asset DROP CONSTRAINT asset_serial_key",
        "ALTER TABLE umlauf.order_line DROP CONSTRAINT order_line_plan_id_fkey",
        "DROP INDEX umlauf.invoice_run_id_idx",
    ],
)
def test_a_schema_that_went_its_own_way_is_found(migrated: Engine, spoil: str) -> None:
    with migrated.begin() as connection:
        connection.execute(text(spoil))
    assert differences(migrated) or constraints(migrated) != modelled(everything)


def test_both_exclusions_are_in_the_database(migrated: Engine) -> None:
    """No thing with two holders, no day billed twice: the database's own words for it."""
    with migrated.connect() as connection:
        rows = connection.execute(
            text("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x' ORDER BY 1")
        ).all()
    assert [tuple(row) for row in rows] == [
        ("assignment_one_holder_excl", "EXCLUDE USING gist (asset_id WITH =, during WITH &&)"),
        (
            "billed_period_no_overlap_excl",
            "EXCLUDE USING gist (contract_line_id WITH =, kind WITH =, period WITH &&)",
        ),
    ]


def snapshot(engine: Engine) -> dict[str, Any]:
    """Everything a migration could have changed: objects with their definition, and rows of the copied tables."""
    asked: dict[str, str] = {
        "columns": "SELECT table_name, column_name, data_type, column_default FROM information_schema.columns"
        " WHERE table_schema = 'umlauf' ORDER BY 1, 2",
        "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'umlauf'::regnamespace ORDER BY 1",
        "grants": "SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'umlauf'::regnamespace ORDER BY 1",
        "transitions": "SELECT * FROM umlauf.asset_transition ORDER BY 1, 2",
        "commands": "SELECT * FROM umlauf.command_kind ORDER BY 1",
        "people": "SELECT * FROM umlauf.person ORDER BY 1",
        "version": "SELECT * FROM public.schema_version",
    }
    with engine.connect() as connection:
        return {name: connection.execute(text(sql)).all() for name, sql in asked.items()}


def test_migrating_twice_changes_nothing(migrated: Engine) -> None:
    before = snapshot(migrated)
    migrate(migrated.url.render_as_string(hide_password=False), COMMANDS)
    assert snapshot(migrated) == before
    assert before["people"]


def test_a_newer_database_is_refused_untouched(migrated: Engine) -> None:
    with migrated.begin() as connection:
        connection.execute(text("UPDATE public.schema_version SET version_num = '9999'"))
    before = snapshot(migrated)
    with pytest.raises(DatabaseTooNew) as refused:
        migrate(migrated.url.render_as_string(hide_password=False), COMMANDS)
    assert dict(refused.value.facts) == {"found": "9999", "known": newest_revision()}
    assert snapshot(migrated) == before


def test_an_empty_database_has_no_revision_and_then_the_newest(server: EmbeddedServer, empty: str) -> None:
    url = server.url("umlauf_admin", empty)
    with opened(url) as engine:
        with engine.connect() as connection:
            assert revision_of(connection) is None
        migrate(url, COMMANDS)
        with engine.connect() as connection:
            assert revision_of(connection) == newest_revision()


def test_three_programs_started_at_once_migrate_once(server: EmbeddedServer, empty: str) -> None:
    url = server.url("umlauf_admin", empty)
    program = (
        "import os; from domain.handlers import HANDLERS; from storage.migrate import migrate\n"
        "migrate(os.environ['URL'], frozenset(HANDLERS))"
    )
    environment = {**os.environ, "URL": url, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program]
    started = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [each.communicate()[1] for each in started]
    assert [each.returncode for each in started] == [0, 0, 0], said
    with opened(url) as engine:
        assert differences(engine) == []


def test_a_migration_that_fails_leaves_nothing(
    server: EmbeddedServer, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last script breaks: the database is as empty as before, and the next start migrates it."""
    read = Path.read_text

    def broken(self: Path, *args: Any, **more: Any) -> str:
        found = read(self, *args, **more)
        return found + "\nSELECT no_such_thing;" if self.name == "09_grants.sql" else found

    url = server.url("umlauf_admin", empty)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", broken)
        with pytest.raises(Exception, match="no_such_thing"):
            migrate(url, COMMANDS)
    with opened(url) as engine:
        with engine.connect() as connection:
            assert connection.execute(text("SELECT to_regnamespace('umlauf') IS NULL")).scalar()
        migrate(url, COMMANDS)
        assert differences(engine) == []
