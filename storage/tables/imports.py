"""What was brought along from elsewhere: runs of files, how far they are, and what became of each row."""

from sqlalchemy import Boolean, Column, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.base import identity, instant, metadata, ref, words

import_run = Table(
    "import_run",
    metadata,
    identity(),
    words("kind"),
    words("source"),
    words("file_name"),
    words("digest"),
    Column("rows", Integer, nullable=False),
    instant("started_at"),
    ref("started_by", "person.id"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only. `digest` is that of the file, `rows` what is to be brought in."""

import_part = Table(
    "import_part",
    metadata,
    ref("run_id", "import_run.id", primary_key=True),
    Column("command_id", Uuid, primary_key=True),
    *(Column(name, Integer, nullable=False) for name in ("made", "same", "changed", "differs", "refused")),
    instant("noted_at", now=True),
)
"""Append-only: what became of the rows of one command."""

import_item = Table(
    "import_item",
    metadata,
    Column("source", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("target_id", Uuid, nullable=False, index=True),
    ref("run_id", "import_run.id"),
    words("digest"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only; of one key the highest `n` counts. `digest` is that of the row as it was last."""

import_template = Table(
    "import_template",
    metadata,
    Column("name", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("columns", JSONB, nullable=False),
    ref("saved_by", "person.id"),
    instant("saved_at"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only; of one name and kind the highest `n` counts."""

setup_mark = Table(
    "setup_mark",
    metadata,
    Column("step", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("is_put_off", Boolean, nullable=False),
    ref("marked_by", "person.id"),
    instant("marked_at"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only; of one step the highest `n` counts."""
