"""Stores, people, places, and which login sits on which seat."""

from sqlalchemy import Boolean, CheckConstraint, Column, Identity, Index, Table
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, JSONB
from sqlalchemy.sql.expression import text
from sqlalchemy.types import BigInteger, Integer, Text, Uuid

from storage.tables.base import Xid8, facts, identity, instant, metadata, ref, words

store = Table(
    "store",
    metadata,
    identity(),
    words("name"),
    words("asset_prefix", default="AS"),
    words("invoice_prefix", nullable=True, unique=True),
    words("street", default=""),
    words("postcode", default=""),
    words("city", default=""),
    CheckConstraint("invoice_prefix ~ '^[A-Z][A-Z0-9]{0,7}$'", name="invoice_prefix"),
)
"""`invoice_prefix`: the store's documents have a series of numbers of their own; NULL: they share the house's.

Without an address of its own it is that of the business.
"""

person = Table(
    "person",
    metadata,
    identity(),
    words("name"),
    ref("store_id", "store.id"),
    Column("is_active", Boolean, nullable=False, server_default=text("true")),
)

principal = Table(
    "principal",
    metadata,
    Column("login", Text, primary_key=True),
    words("seat"),
    ref("store_id", "store.id"),
    ref("person_id", "person.id"),
)
"""Which group role a login acts for, in which store, and who sits there by default."""

place = Table(
    "place",
    metadata,
    identity(),
    words("code", unique=True),
    words("name"),
    ref("store_id", "store.id"),
    ref("parent_id", "place.id", nullable=True, index=True),
    words("kind", default="bin"),
    words("state", default="open"),
    words("reason", nullable=True),
    Column("seq", Integer, nullable=False, server_default=text("0")),
    CheckConstraint("(state = 'blocked') = (reason IS NOT NULL)", name="blocked"),
)
"""`state`, `reason` and `seq` are the fold of `place_step`, which only the trigger writes."""

setting = Table("setting", metadata, Column("name", Text, primary_key=True), facts("value"))
"""What the owner decided, an area a row."""

setting_change = Table(
    "setting_change",
    metadata,
    Column("area", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("before", JSONB, nullable=False),
    Column("after", JSONB, nullable=False),
    words("reason", default=""),
    ref("changed_by", "person.id"),
    instant("changed_at"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only. Who changed a setting, when and why; the newest version is what `setting` (or `store`) holds."""

task = Table(
    "task",
    metadata,
    identity(),
    words("kind"),
    words("subject"),
    facts(),
    instant("opened_at", now=True),
    instant("closed_at", nullable=True),
    Column("is_for_floor", Boolean, nullable=False, server_default=text("false")),
    Index("task_subject_idx", "subject"),
)
"""What waits for a person. The floor sees and clears only its own: a policy of the table."""

command_kind = Table(
    "command_kind",
    metadata,
    Column("name", Text, primary_key=True),
    words("kind"),
    Column("seats", ARRAY(Text), nullable=False),
    Column("has_consequences", Boolean, nullable=False),
)
"""What commands there are, who may give them, and whether the worker has to follow: a copy of the domain's classes."""

station = Table(
    "station",
    metadata,
    Column("epoch", Uuid, primary_key=True),
    words("login"),
    Column("last_seq", BigInteger, nullable=False, server_default=text("0")),
)
"""One row for each journal of each station; `last_seq` is the dense number of its last command."""

command = Table(
    "command",
    metadata,
    identity("command_id"),
    words("name"),
    words("login"),
    words("seat"),
    ref("actor_id", "person.id"),
    ref("store_id", "store.id"),
    Column("epoch", Uuid, nullable=True),
    Column("station_seq", BigInteger, nullable=True),
    instant("station_time", nullable=True),
    instant("effective_at"),
    instant("received_at", now=True),
    facts("payload"),
    Column("payload_hash", BYTEA, nullable=False),
    words("outcome", nullable=True),
    facts("result"),
    Column("xid", Xid8, nullable=False, server_default=text("pg_current_xact_id()")),
)

command_personal = Table(
    "command_personal", metadata, ref("command_id", "command.command_id", primary_key=True), facts("data")
)
"""The personal values of a command, erasable (DECISIONS 15)."""

command_about = Table(
    "command_about",
    metadata,
    Column("subject_id", Uuid, primary_key=True),
    ref("command_id", "command.command_id", primary_key=True),
)
"""Append-only. What a command is about, where no other trace tells it (`domain/views/lifecycle_told.py`)."""

feed = Table(
    "feed",
    metadata,
    Column("xid", Xid8, primary_key=True, server_default=text("pg_current_xact_id()")),
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    ref("store_id", "store.id"),
    words("topic"),
)

generation = Table("generation", metadata, identity(), Column("one", Integer, nullable=False, unique=True))
