"""Alembic's way in. Called by `storage.migrate` with a connection of the administrator; one at a time, never long."""

from alembic import context
from sqlalchemy import Connection, text

from storage.tables import everything

config = context.config
connection: Connection = config.attributes["connection"]

connection.execute(text("SET lock_timeout = '5s'"))
connection.execute(text("SET statement_timeout = '10min'"))
context.configure(
    connection=connection,
    target_metadata=everything,
    version_table="schema_version",
    version_table_schema="public",
    transaction_per_migration=True,
)
with context.begin_transaction():
    connection.execute(text("SELECT pg_advisory_xact_lock(7201843)"))
    context.run_migrations()
