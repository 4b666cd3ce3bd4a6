"""Label templates, one row a version."""

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, ref, words

label_template = Table(
    "label_template",
    metadata,
    identity(),
    Column("version", Integer, primary_key=True, autoincrement=False),
    words("name"),
    words("subject"),
    words("category", default=""),
    Column("medium", JSONB, nullable=False),
    words("code_type"),
    Column("fields", JSONB, nullable=False),
    words("words", default=""),
    Column("size", Integer, nullable=False),
    Column("is_closed", Boolean, nullable=False, server_default=text("false")),
    instant("saved_at"),
    ref("actor_id", "person.id"),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("subject IN ('thing', 'place', 'card', 'paper')", name="subject_known"),
    CheckConstraint("code_type IN ('bars_and_qr', 'code_128', 'qr', 'data_matrix')", name="code_type_known"),
    CheckConstraint("size BETWEEN 50 AND 240", name="size_readable"),
)
"""Append-only. The highest version counts. Lengths of `medium` in tenths of a millimetre."""
