"""Quotes: what was quoted, to whom, what became of it, the links to its page, what is kept for it."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import facts, identity, instant, metadata, minor, ref, words

quote = Table(
    "quote",
    metadata,
    identity(),
    Column("family_id", Uuid, nullable=False),
    words("number"),
    Column("version", Integer, nullable=False),
    ref("store_id", "store.id"),
    ref("customer_id", "customer.id", nullable=True, index=True),
    words("language"),
    Column("items", JSONB, nullable=False),
    Column("tried", JSONB, nullable=False),
    words("currency"),
    minor("monthly_minor"),
    minor("total_minor"),
    Column("made_on", Date, nullable=False),
    Column("valid_until", Date, nullable=False),
    words("voucher"),
    Column("start_on", Date, nullable=True),
    words("note"),
    words("words"),
    Column("reserves", Boolean, nullable=False),
    words("stage"),
    ref("order_id", "customer_order.id", nullable=True, index=True),
    ref("contract_id", "contract.id", nullable=True, index=True),
    UniqueConstraint("number", "version", name="quote_number_version_key"),
    UniqueConstraint("family_id", "version", name="quote_family_id_version_key"),
    CheckConstraint("valid_until >= made_on", name="days"),
    CheckConstraint("(stage = 'accepted') = (order_id IS NOT NULL)", name="accepted"),
    Index("quote_open_idx", "valid_until", postgresql_where=text("stage IN ('sent', 'seen')")),
)
"""What was quoted never changes; the stage goes the ways of `domain/quotes/stages.py`, which a trigger checks. All
versions share number and `family_id`, the id of the first."""

quote_personal = Table(
    "quote_personal",
    metadata,
    ref("quote_id", "quote.id", primary_key=True),
    Column("person", JSONB, nullable=True),
    words("signed_by", default=""),
    words("search", default=""),
)
"""`person` NULL: a customer's, or erased."""

quote_step = Table(
    "quote_step",
    metadata,
    ref("quote_id", "quote.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("step"),
    words("stage"),
    facts(),
    instant("effective_at"),
    Column("actor_id", Uuid, nullable=False),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only."""

quote_link = Table(
    "quote_link",
    metadata,
    identity(),
    ref("quote_id", "quote.id", index=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    instant("made_at", now=True),
    CheckConstraint("octet_length(digest) = 32", name="digest"),
)
"""Append-only; SHA-256 of a secret that stands in a letter or a clipboard alone."""

quote_reservation = Table(
    "quote_reservation",
    metadata,
    ref("quote_id", "quote.id", primary_key=True),
    ref("reservation_id", "reservation.id", primary_key=True, index=True),
)
"""What is kept until the quote ends."""
