"""Money that goes back to customers: refunds, their steps, and where the money is to go."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, minor, ref, words

refund = Table(
    "refund",
    metadata,
    identity(),
    words("number", unique=True),
    ref("contract_id", "contract.id", nullable=True, index=True),
    ref("customer_id", "customer.id", index=True),
    words("cause"),
    words("currency"),
    minor("amount_minor"),
    Column("asked_on", Date, nullable=False),
    words("reason"),
    Column("gift_from", Date, nullable=True),
    Column("gift_until", Date, nullable=True),
    Column("gift_minor", BigInteger, nullable=True),
    Column("gift_lines", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("due_on", Date, nullable=True),
    words("status", default="asked"),
    ref("asked_by", "person.id"),
    Column("asked_login", Text, nullable=False, server_default=text("SESSION_USER")),
    instant("asked_at", now=True),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("(contract_id IS NULL) = (cause = 'balance')", name="balance"),
    Index(
        "refund_live_idx",
        "contract_id",
        unique=True,
        postgresql_where=text("status IN ('asked', 'approved', 'sent', 'failed')"),
    ),
    Index(
        "refund_live_balance_idx",
        "customer_id",
        "currency",
        unique=True,
        postgresql_where=text("contract_id IS NULL AND status IN ('asked', 'approved', 'sent', 'failed')"),
    ),
)
"""`contract_id` NULL: out of the balance. Append-only but for the status, which its steps move; who asked is written by
the database."""

refund_step = Table(
    "refund_step",
    metadata,
    ref("refund_id", "refund.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("step"),
    Column("on_day", Date, nullable=False),
    minor("amount_minor", nullable=True),
    ref("entry_id", "settlement.id", nullable=True),
    words("reason", default=""),
    ref("taken_by", "person.id"),
    instant("taken_at", now=True),
    Column("command_id", Uuid, nullable=False),
    UniqueConstraint("entry_id"),
    CheckConstraint("(step = 'send') = (entry_id IS NOT NULL)", name="sent"),
    Index("refund_step_command_id_idx", "command_id"),
)
"""Append-only; the trigger holds each to the table of `domain/refunds/model.py` and to the owner's limits."""

refund_personal = Table(
    "refund_personal",
    metadata,
    ref("refund_id", "refund.id", primary_key=True),
    words("account"),
)
"""Where the money is to go, erasable."""
