"""Codes that are stuck to things, and scans that were of no use."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Table, Text, Uuid
from sqlalchemy.sql.expression import text

from storage.tables.base import instant, metadata, ref, words

asset_alias_step = Table(
    "asset_alias_step",
    metadata,
    Column("command_id", Uuid, primary_key=True),
    ref("asset_id", "asset.id", index=True),
    Column("text", Text, primary_key=True),
    Column("is_attached", Boolean, nullable=False),
    ref("actor_id", "person.id"),
    instant("at"),
    CheckConstraint("length(text) BETWEEN 1 AND 128", name="text"),
)
"""Append-only. `asset_alias` follows it by a trigger."""

wrong_scan = Table(
    "wrong_scan",
    metadata,
    Column("command_id", Uuid, primary_key=True),
    instant("at"),
    ref("store_id", "store.id"),
    ref("actor_id", "person.id"),
    Column("station", Text, nullable=False, server_default=text("session_user")),
    words("page"),
    words("device"),
    words("symbology"),
    words("kind"),
    words("refusal"),
    words("shown"),
    words("digest"),
    CheckConstraint(
        "length(shown) <= 40 AND length(digest) <= 8 AND length(page) <= 64 AND length(device) <= 64"
        " AND length(symbology) <= 64 AND length(refusal) <= 64 AND length(kind) <= 64",
        name="lengths",
    ),
    Index("wrong_scan_at_idx", "at"),
)
"""Append-only. `shown` and `digest`: all that is kept of the text (`domain/scans/model.py`)."""
