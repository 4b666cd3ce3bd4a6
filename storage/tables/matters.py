"""Who looks after what is stuck, and what was said about it."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKeyConstraint, Integer, Table, Text, Uuid

from storage.tables.base import SCHEMA, instant, metadata, ref, words

matter_step = Table(
    "matter_step",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("matter_id", Uuid, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    words("step"),
    ref("person_id", "person.id", nullable=True),
    Column("until_on", Date, nullable=True),
    words("cause", default=""),
    ref("taken_by", "person.id"),
    instant("taken_at", now=True),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("step IN ('assign', 'snooze', 'wake', 'settle', 'note')", name="step"),
    CheckConstraint("(step = 'snooze') = (until_on IS NOT NULL)", name="until"),
    CheckConstraint("step = 'assign' OR person_id IS NULL", name="person"),
)
"""Append-only. `kind` and `matter_id`: what it is about, in another table; `n` counts from 0."""

matter_words = Table(
    "matter_words",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("matter_id", Uuid, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    words("words"),
    ForeignKeyConstraint(
        ["kind", "matter_id", "n"], [f"{SCHEMA}.matter_step.{each}" for each in ("kind", "matter_id", "n")]
    ),
)
"""Beside the step, so that they can be erased."""
