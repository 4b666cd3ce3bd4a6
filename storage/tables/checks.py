"""Checks of orders: where each stands, the steps that led there, the erasable detail, and the blocklist."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Index, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, minor, ref, words

order_check = Table(
    "order_check",
    metadata,
    ref("order_id", "customer_order.id", primary_key=True),
    ref("customer_id", "customer.id", index=True),
    words("stage", default="open"),
    Column("opened_on", Date, nullable=False),
    instant("opened_at", now=True),
    words("colour", nullable=True),
    Column("score", Integer, nullable=True),
    words("source", nullable=True),
    Column("valid_until", Date, nullable=True),
    Column("needs", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    words("currency", default="EUR"),
    minor("value_minor", nullable=True),
    minor("asked_minor", nullable=True),
    words("asked_for", nullable=True),
    Column("received_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("was_red", Boolean, nullable=False, server_default=text("false")),
    ref("proposed_by", "person.id", nullable=True),
    words("proposed_login", nullable=True),
    words("bureau", default=""),
    words("identity", default=""),
    Column("decided_on", Date, nullable=True),
    Column("erased_on", Date, nullable=True),
    Index(
        "order_check_waiting_idx",
        "opened_at",
        postgresql_where=text("stage IN ('open', 'review', 'red', 'money', 'second')"),
    ),
    Index("order_check_kept_idx", "decided_on", postgresql_where=text("erased_on IS NULL")),
)
"""Opened by the database with the order, moved by its steps alone; no login writes it."""

order_check_step = Table(
    "order_check_step",
    metadata,
    ref("order_id", "order_check.order_id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("step"),
    words("stage", default=""),
    Column("on_day", Date, nullable=False),
    words("colour", nullable=True),
    Column("score", Integer, nullable=True),
    words("source", nullable=True),
    Column("valid_until", Date, nullable=True),
    Column("needs", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    minor("value_minor", nullable=True),
    minor("amount_minor", nullable=True),
    words("asked_for", nullable=True),
    ref("entry_id", "settlement.id", nullable=True, index=True),
    words("reference", default=""),
    words("why", default=""),
    ref("taken_by", "person.id"),
    instant("taken_at", now=True),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only; the trigger holds each to the table of `domain/checks/model.py`, to seats and to two people."""

order_check_detail = Table(
    "order_check_detail",
    metadata,
    ref("order_id", "order_check.order_id", primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("detail", JSONB, nullable=False),
)
"""The points of a verdict, erasable."""

order_check_account = Table(
    "order_check_account",
    metadata,
    ref("order_id", "order_check.order_id", primary_key=True),
    words("iban"),
)

identity_shown = Table(
    "identity_shown",
    metadata,
    ref("order_id", "order_check.order_id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("document"),
    words("last_four"),
    ref("seen_by", "person.id"),
    instant("seen_at"),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("last_four ~ '^[0-9A-Z]{4}$'", name="last_four"),
)
"""Of a document its kind and four characters, erasable."""

order_mark = Table(
    "order_mark",
    metadata,
    ref("order_id", "order_check.order_id", primary_key=True),
    Column("mark", Text, primary_key=True),
    words("digest"),
    ref("customer_id", "customer.id"),
    Column("on_day", Date, nullable=False),
    Index("order_mark_digest_idx", "digest"),
)

blocklist = Table(
    "blocklist",
    metadata,
    identity(),
    words("mark"),
    words("digest"),
    words("reason"),
    Column("until_on", Date, nullable=True),
    ref("added_by", "person.id"),
    instant("added_at"),
    Column("command_id", Uuid, nullable=False),
    ref("lifted_by", "person.id", nullable=True),
    instant("lifted_at", nullable=True),
    words("lifted_why", default=""),
    Index("blocklist_digest_idx", "digest"),
)

check_key = Table("check_key", metadata, identity(), words("secret"))
"""What makes the hashes ours; no login reads it."""
