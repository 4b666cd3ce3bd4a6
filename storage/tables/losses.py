"""Lost and stolen things, what leaves the books, and customers who died or are insolvent."""

from sqlalchemy import CheckConstraint, Column, Date, Index, Integer, Table, Text, Uuid
from sqlalchemy.sql.expression import text

from storage.tables.base import facts, identity, instant, metadata, minor, ref, words

loss = Table(
    "loss",
    metadata,
    identity(),
    words("number", unique=True),
    words("kind"),
    ref("asset_id", "asset.id", index=True),
    ref("contract_id", "contract.id", nullable=True, index=True),
    ref("line_id", "contract_line.id", nullable=True),
    ref("customer_id", "customer.id", nullable=True, index=True),
    Column("happened_on", Date, nullable=False),
    Column("reported_on", Date, nullable=False),
    Column("last_day", Date, nullable=True),
    words("police", default=""),
    ref("reported_by", "person.id"),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
    CheckConstraint("happened_on <= reported_on", name="days"),
)
"""Append-only; what became of it is told by its steps."""

loss_step = Table(
    "loss_step",
    metadata,
    ref("loss_id", "loss.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("step"),
    words("stage"),
    facts(),
    instant("effective_at"),
    ref("actor_id", "person.id"),
    Column("command_id", Uuid, nullable=False),
)

loss_words = Table(
    "loss_words",
    metadata,
    ref("loss_id", "loss.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("words"),
)
"""What the customer said, erasable."""

write_off = Table(
    "write_off",
    metadata,
    identity(),
    words("number", unique=True),
    ref("asset_id", "asset.id"),
    words("currency"),
    minor("value_minor"),
    words("reason"),
    words("note", default=""),
    Column("on_day", Date, nullable=False),
    ref("proposed_by", "person.id"),
    Column("proposed_login", Text, nullable=False, server_default=text("SESSION_USER")),
    words("status", default="proposed"),
    Column("booked_on", Date, nullable=True),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
    CheckConstraint("value_minor >= 0", name="value"),
    Index(
        "write_off_live_idx",
        "asset_id",
        unique=True,
        postgresql_where=text("status IN ('proposed', 'booked')"),
    ),
)
"""Append-only but for the status, which its steps move."""

write_off_step = Table(
    "write_off_step",
    metadata,
    ref("write_off_id", "write_off.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("step"),
    Column("on_day", Date, nullable=False),
    words("why", default=""),
    ref("taken_by", "person.id"),
    instant("taken_at", now=True),
    Column("command_id", Uuid, nullable=False),
)

customer_case = Table(
    "customer_case",
    metadata,
    identity(),
    words("number", unique=True),
    ref("customer_id", "customer.id"),
    words("kind"),
    Column("since_on", Date, nullable=False),
    words("reference", default=""),
    words("status", default="open"),
    Column("lifted_on", Date, nullable=True),
    words("lifted_why", default=""),
    ref("opened_by", "person.id"),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
    CheckConstraint("(status = 'lifted') = (lifted_on IS NOT NULL)", name="lifted"),
    Index("customer_case_open_idx", "customer_id", unique=True, postgresql_where=text("status = 'open'")),
)

customer_case_contact = Table(
    "customer_case_contact",
    metadata,
    ref("case_id", "customer_case.id", primary_key=True),
    words("name"),
    words("email", default=""),
    words("street", default=""),
    words("postcode", default=""),
    words("city", default=""),
    words("country", default=""),
)
"""Who is written to instead, erasable."""
