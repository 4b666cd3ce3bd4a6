"""Letters on their way, the rules and words they follow, and the addresses that are not written to."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, ref, words

mail = Table(
    "mail",
    metadata,
    identity(),
    words("key", unique=True),
    ref("outbox_id", "outbox.id", nullable=True, index=True),
    words("event"),
    words("template"),
    words("language"),
    ref("customer_id", "customer.id", nullable=True, index=True),
    words("recipient"),
    words("number", default=""),
    words("state", default="ready"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    instant("not_before"),
    instant("created_at"),
    instant("done_at", nullable=True),
    words("why", default=""),
    ref("again_of", "mail.id", nullable=True),
    Column("command_id", Uuid, nullable=True),
    Index("mail_created_at_idx", "created_at"),
    Index("mail_moving_idx", "not_before", postgresql_where=text("state IN ('ready', 'sending')")),
)
"""One letter to one address; its steps alone move it."""

mail_content = Table(
    "mail_content",
    metadata,
    ref("mail_id", "mail.id", primary_key=True),
    words("address"),
    words("name", default=""),
    words("subject"),
    words("body"),
    words("html", default=""),
)
"""Where it went and what it said, erasable."""

mail_enclosure = Table(
    "mail_enclosure",
    metadata,
    ref("mail_id", "mail.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    ref("document_id", "document.id"),
)

mail_step = Table(
    "mail_step",
    metadata,
    ref("mail_id", "mail.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("step"),
    instant("at"),
    words("why", default=""),
    instant("not_before", nullable=True),
    ref("actor_id", "person.id", nullable=True),
    Column("command_id", Uuid, nullable=True),
)
"""Append-only."""

outbox_address = Table(
    "outbox_address",
    metadata,
    ref("outbox_id", "outbox.id", primary_key=True),
    words("address"),
    words("name", default=""),
    words("language"),
    words("number", default=""),
)
"""To whom a letter goes that is to no customer; gone when it is sent."""

mail_rule = Table(
    "mail_rule",
    metadata,
    Column("event", words("event").type, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("is_on", Boolean, nullable=False),
    Column("delay_minutes", Integer, nullable=False),
    Column("recipients", JSONB, nullable=False),
    words("other_address", default=""),
    Column("lead_days", Integer, nullable=False, server_default=text("0")),
    ref("changed_by", "person.id"),
    instant("changed_at"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only; the newest of an event holds."""

mail_wording = Table(
    "mail_wording",
    metadata,
    Column("template", words("template").type, primary_key=True),
    Column("language", words("language").type, primary_key=True),
    Column("version", Integer, primary_key=True),
    words("subject"),
    words("body"),
    words("html", default=""),
    Column("is_reset", Boolean, nullable=False, server_default=text("false")),
    ref("changed_by", "person.id"),
    instant("changed_at"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only; the newest of a letter and language holds, unless it sets back to the house's own."""

mail_block = Table(
    "mail_block",
    metadata,
    identity(),
    words("digest"),
    words("address", default=""),
    words("reason"),
    words("why", default=""),
    ref("mail_id", "mail.id", nullable=True),
    instant("blocked_at"),
    instant("released_at", nullable=True),
    ref("released_by", "person.id", nullable=True),
    words("released_why", default=""),
    Index("mail_block_open_idx", "digest", unique=True, postgresql_where=text("released_at IS NULL")),
)
"""Addresses that are not written to any more."""

mail_contact = Table(
    "mail_contact",
    metadata,
    ref("customer_id", "customer.id", primary_key=True),
    Column("role", words("role").type, primary_key=True),
    words("name", default=""),
    words("address", default=""),
)
"""Another address of a customer, erasable."""
