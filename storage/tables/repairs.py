"""Repair orders, their steps and their money."""

from sqlalchemy import CheckConstraint, Column, Date, Index, Integer, Table, Uuid
from sqlalchemy.sql.expression import text

from storage.tables.base import facts, identity, instant, metadata, minor, ref, words

repair = Table(
    "repair",
    metadata,
    identity(),
    words("number", unique=True),
    ref("store_id", "store.id"),
    ref("asset_id", "asset.id", index=True),
    words("origin"),
    words("problem"),
    Column("reported_on", Date, nullable=False),
    ref("contract_id", "contract.id", nullable=True, index=True),
    ref("contract_line_id", "contract_line.id", nullable=True),
    words("stage"),
    Column("expected_on", Date, nullable=True),
    Index(
        "repair_open_idx",
        "asset_id",
        unique=True,
        postgresql_where=text("stage NOT IN ('passed', 'failed', 'called_off')"),
    ),
)
"""`stage` is that of the last step. A thing has one open order at a time."""

repair_step = Table(
    "repair_step",
    metadata,
    ref("repair_id", "repair.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("step"),
    words("stage"),
    facts(),
    instant("effective_at"),
    ref("actor_id", "person.id"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only. The work that ended an order is the refurbishment that the same command finished."""

repair_money = Table(
    "repair_money",
    metadata,
    identity(),
    ref("repair_id", "repair.id", index=True),
    ref("asset_id", "asset.id", index=True),
    words("kind"),
    minor("amount_minor"),
    words("currency"),
    Column("booked_on", Date, nullable=False),
    words("supplier", default=""),
    words("reference", default=""),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("amount_minor > 0", name="amount"),
)
"""Append-only. `supplier_credit` is given back to us, all other kinds cost us."""
