"""Steps of places, and stock counts: what was scanned, what the review made of it, what was decided."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.sql.expression import text

from storage.tables.base import SCHEMA, identity, instant, metadata, ref, words

place_step = Table(
    "place_step",
    metadata,
    ref("place_id", "place.id", primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    words("step"),
    words("name"),
    words("kind"),
    Column("parent_id", Uuid, nullable=True),
    words("reason", nullable=True),
    words("note", default=""),
    ref("taken_by", "person.id"),
    instant("taken_at"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only. The database's trigger numbers it and makes the row of `place` from it."""

stock_count = Table(
    "stock_count",
    metadata,
    identity(),
    words("number", unique=True),
    ref("store_id", "store.id"),
    ref("place_id", "place.id", nullable=True),
    ref("product_id", "product.id", nullable=True),
    Column("is_blind", Boolean, nullable=False),
    words("stage", default="open"),
    Column("round", Integer, nullable=False, server_default=text("0")),
    Column("seq", Integer, nullable=False, server_default=text("0")),
    instant("opened_at"),
    ref("opened_by", "person.id"),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("(place_id IS NULL) <> (product_id IS NULL)", name="scope"),
    Index("stock_count_open_idx", "place_id", unique=True, postgresql_where=text("stage IN ('open', 'review')")),
)
"""Stage, round and seq are the fold of `count_step`, which only the trigger writes."""

count_scan = Table(
    "count_scan",
    metadata,
    identity(),
    ref("count_id", "stock_count.id", index=True),
    ref("place_id", "place.id", nullable=True),
    words("text"),
    ref("asset_id", "asset.id", nullable=True, index=True),
    ref("variant_id", "variant.id", nullable=True),
    Column("pieces", Integer, nullable=True),
    Column("books", Integer, nullable=True),
    ref("takes_back", "count_scan.id", nullable=True),
    ref("scanned_by", "person.id"),
    instant("scanned_at"),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
    UniqueConstraint("takes_back"),
    CheckConstraint("(variant_id IS NULL) = (pieces IS NULL) AND pieces >= 0", name="pieces"),
)
"""Append-only. A scan that was a mistake is taken back by another one."""

count_line = Table(
    "count_line",
    metadata,
    ref("count_id", "stock_count.id", primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    words("finding"),
    words("text"),
    ref("place_id", "place.id", nullable=True),
    ref("asset_id", "asset.id", nullable=True, index=True),
    ref("variant_id", "variant.id", nullable=True),
    Column("seq", Integer, nullable=True),
    Column("books", Integer, nullable=True),
    Column("counted", Integer, nullable=True),
    Column("is_again", Boolean, nullable=False, server_default=text("false")),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only. The lines of a review; `round` counts the reviews of a count."""

count_decision = Table(
    "count_decision",
    metadata,
    Column("count_id", Uuid, primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    words("decision"),
    words("note", default=""),
    ref("decided_by", "person.id"),
    instant("decided_at"),
    Column("command_id", Uuid, nullable=False),
    ForeignKeyConstraint(
        ("count_id", "round", "line"),
        (f"{SCHEMA}.count_line.count_id", f"{SCHEMA}.count_line.round", f"{SCHEMA}.count_line.n"),
        name="count_decision_line_fkey",
    ),
)
"""Append-only. The newest of a line counts."""

count_step = Table(
    "count_step",
    metadata,
    ref("count_id", "stock_count.id", primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    words("step"),
    Column("decisions", Integer, nullable=False),
    ref("taken_by", "person.id"),
    instant("taken_at"),
    words("login"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only. `decisions`: how many there were; who agreed, agreed to these."""
