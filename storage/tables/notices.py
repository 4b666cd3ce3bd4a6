"""What providers posted to us, until the worker has read it, and their pages on which methods are left."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, LargeBinary, Table
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, ref, words

provider_notice = Table(
    "provider_notice",
    metadata,
    identity(),
    words("provider"),
    words("event_id"),
    Column("is_once", Boolean, nullable=False),
    Column("headers", JSONB, nullable=True),
    Column("body", LargeBinary, nullable=True),
    instant("seen_at"),
    instant("arrived_at", now=True),
    instant("taken_at", nullable=True),
    words("outcome", nullable=True),
    CheckConstraint("provider ~ '^[a-z_]{1,30}$'", name="provider"),
    CheckConstraint("length(event_id) BETWEEN 1 AND 200", name="event_id"),
    CheckConstraint("octet_length(body) <= 262144", name="size"),
    Index("provider_notice_once_idx", "provider", "event_id", unique=True, postgresql_where=text("is_once")),
    Index(
        "provider_notice_open_idx",
        "provider",
        "event_id",
        unique=True,
        postgresql_where=text("NOT is_once AND taken_at IS NULL"),
    ),
    Index("provider_notice_arrived_at_idx", "provider", "arrived_at"),
    Index("provider_notice_waiting_idx", "provider", postgresql_where=text("taken_at IS NULL")),
)

method_setup = Table(
    "method_setup",
    metadata,
    ref("request_id", "method_request.id", primary_key=True),
    instant("asked_at", now=True),
    instant("made_at", nullable=True),
    words("ref", default=""),
    words("link", default=""),
    Column("has_failed", Boolean, nullable=False, server_default=text("false")),
)
