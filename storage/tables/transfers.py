"""Contracts that go on with another person, and the steps of it."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Integer, Table, Uuid
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, minor, ref, words

transfer = Table(
    "transfer",
    metadata,
    identity(),
    words("number", unique=True),
    ref("contract_id", "contract.id", index=True),
    Column("successor_id", Uuid, nullable=False, unique=True),
    ref("from_customer_id", "customer.id", index=True),
    ref("to_customer_id", "customer.id", index=True),
    Column("from_on", Date, nullable=False),
    words("cause"),
    words("deposit"),
    Column("keeps_discounts", Boolean, nullable=False),
    Column("keeps_loyalty", Boolean, nullable=False),
    words("reason", default=""),
    Column("agreed_on", Date, nullable=False),
    ref("agreed_by", "person.id"),
    words("status", default="agreed"),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
    CheckConstraint("from_customer_id <> to_customer_id", name="people"),
    Index("transfer_agreed_idx", "contract_id", unique=True, postgresql_where=text("status = 'agreed'")),
)
"""Append-only but for the status, which its steps move; the successor is there when it is done."""

transfer_step = Table(
    "transfer_step",
    metadata,
    ref("transfer_id", "transfer.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("step"),
    Column("on_day", Date, nullable=False),
    minor("amount_minor", nullable=True),
    words("why", default=""),
    ref("taken_by", "person.id"),
    instant("taken_at", now=True),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("(step = 'move_deposit') = (amount_minor IS NOT NULL)", name="deposit"),
    Index("transfer_step_deposit_idx", "transfer_id", unique=True, postgresql_where=text("step = 'move_deposit'")),
)
