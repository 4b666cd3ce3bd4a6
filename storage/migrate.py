"""Bring a database to the version of this program, and refuse one that is newer."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from domain.application import Command
from domain.assets.status import TRANSITIONS
from domain.errors import Unavailable
from domain.serving.wishes import marks_of

_FOLDER = Path(__file__).resolve().parent / "migrations"


class DatabaseTooNew(Unavailable):
    """A newer program has changed this database; this one must be updated before it may touch it."""

    code = "database_too_new"


class DatabaseNotMigrated(Unavailable):
    """The database has no tables of ours yet, or old ones: `main.py migrate` brings it up to date."""

    code = "database_not_migrated"


def migrate(admin_url: str, commands: frozenset[type[Command]]) -> None:
    """Runs what is missing, then copies the domain's tables (transitions, command kinds) beside it.

    `admin_url` is a SQLAlchemy URL of a login that may create roles and schemas.

    Raises:
        DatabaseTooNew: the database knows a revision that this program does not.
    """
    engine = create_engine(admin_url)
    try:
        with engine.connect() as connection:
            _refuse_newer(connection)
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
            connection.execute(text("SELECT pg_advisory_xact_lock(7201843)"))  # as in env.py: one program at a time
            _copy_transitions(connection)
            _copy_commands(connection, commands)
            connection.commit()
    finally:
        engine.dispose()


def revision_of(connection: Connection) -> str | None:
    """The database's revision, None when it is empty."""
    options = {"version_table": "schema_version", "version_table_schema": "public"}
    return MigrationContext.configure(connection, opts=options).get_current_revision()


def newest_revision() -> str:
    """The revision this program was made for."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise RuntimeError("there is no migration")
    return head


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config


def _refuse_newer(connection: Connection) -> None:
    found = revision_of(connection)
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseTooNew(found=found, known=newest_revision())


def _copy_transitions(connection: Connection) -> None:
    connection.execute(text("DELETE FROM umlauf.asset_transition"))
    connection.execute(
        text("INSERT INTO umlauf.asset_transition (status, kind, next) VALUES (:status, :kind, :next)"),
        [{"status": status, "kind": kind, "next": after} for (status, kind), after in TRANSITIONS.items()],
    )


def _copy_commands(connection: Connection, commands: frozenset[type[Command]]) -> None:
    connection.execute(text("DELETE FROM umlauf.command_kind"))
    connection.execute(
        text(
            "INSERT INTO umlauf.command_kind (name, kind, seats, has_consequences)"
            " VALUES (:name, :kind, :seats, :has_consequences)"
        ),
        [
            {
                "name": each.__name__,
                "kind": each.kind,
                "seats": marks_of(each),
                "has_consequences": each.has_consequences,
            }
            for each in sorted(commands, key=lambda each: each.__name__)
        ],
    )
