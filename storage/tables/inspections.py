"""Inspection forms, one row a version, and what was answered by them."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Integer, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import SCHEMA, identity, instant, metadata, ref, words

inspection_form = Table(
    "inspection_form",
    metadata,
    identity(),
    Column("version", Integer, primary_key=True, autoincrement=False),
    words("name"),
    words("category", default=""),
    ref("product_id", "product.id", nullable=True),
    Column("occasions", JSONB, nullable=False),
    Column("pages", JSONB, nullable=False),
    Column("is_closed", Boolean, nullable=False, server_default=text("false")),
    instant("saved_at"),
    ref("actor_id", "person.id"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only. The highest version counts."""

inspection = Table(
    "inspection",
    metadata,
    identity(),
    ref("asset_id", "asset.id", index=True),
    Column("form_id", Uuid, nullable=False),
    Column("form_version", Integer, nullable=False),
    words("occasion"),
    Column("answers", JSONB, nullable=False),
    Column("passed", Boolean, nullable=False),
    words("grade", nullable=True),
    Column("failed", JSONB, nullable=False),
    ref("repair_id", "repair.id", nullable=True, index=True),
    ref("return_id", "return_case.id", nullable=True, index=True),
    instant("filled_at"),
    ref("actor_id", "person.id"),
    Column("command_id", Uuid, nullable=False),
    ForeignKeyConstraint(
        ("form_id", "form_version"), (f"{SCHEMA}.inspection_form.id", f"{SCHEMA}.inspection_form.version")
    ),
)
"""Append-only. `answers` are codes, numbers and ids in the order of the form; `failed` the codes of the questions."""
