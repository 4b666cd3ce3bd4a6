"""Meters and their readings; maintenance plans of products, what was done and who was asked."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, ref, words

product_care = Table(
    "product_care",
    metadata,
    ref("product_id", "product.id", primary_key=True),
    Column("version", Integer, nullable=False),
    Column("meters", JSONB, nullable=False),
)

care_plan = Table(
    "care_plan",
    metadata,
    identity(),
    ref("product_id", "product.id", index=True),
    Column("position", Integer, nullable=False),
    words("kind"),
    words("title"),
    Column("months", Integer, nullable=True),
    Column("meter", Text, nullable=True),
    Column("every", Integer, nullable=True),
    Column("ask_days", Integer, nullable=False),
    Column("blocks", Boolean, nullable=False),
    Column("is_closed", Boolean, nullable=False, server_default=text("false")),
    CheckConstraint("months IS NOT NULL OR meter IS NOT NULL", name="rhythm"),
)
"""A plan that is not asked for any more is closed: what was done by it names it."""

meter_reading = Table(
    "meter_reading",
    metadata,
    ref("asset_id", "asset.id", primary_key=True),
    Column("meter", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("value", Integer, nullable=False),
    Column("used", Integer, nullable=False),
    instant("read_at"),
    words("occasion"),
    words("reason", default=""),
    ref("store_id", "store.id"),
    ref("actor_id", "person.id"),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("value >= 0 AND used >= 0", name="value"),
)
"""Append-only."""

care_done = Table(
    "care_done",
    metadata,
    identity(),
    ref("asset_id", "asset.id", index=True),
    ref("plan_id", "care_plan.id"),
    Column("done_on", Date, nullable=False),
    Column("used", Integer, nullable=False),
    Column("passed", Boolean, nullable=False),
    words("note", default=""),
    instant("noted_at"),
    ref("actor_id", "person.id"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only. `used`: what the plan's meter had counted by then."""

care_undone = Table(
    "care_undone",
    metadata,
    ref("done_id", "care_done.id", primary_key=True),
    words("reason"),
    instant("undone_at"),
    ref("actor_id", "person.id"),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("reason <> ''", name="reason"),
)
"""Append-only: what was noted by mistake."""

care_asked = Table(
    "care_asked",
    metadata,
    identity(),
    ref("asset_id", "asset.id", index=True),
    ref("plan_id", "care_plan.id"),
    ref("contract_id", "contract.id", index=True),
    words("visit"),
    Column("on_day", Date, nullable=False),
    Column("asked_on", Date, nullable=False),
    instant("asked_at"),
    ref("actor_id", "person.id"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only."""
