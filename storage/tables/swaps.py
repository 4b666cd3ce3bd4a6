"""Swaps: the owner's exchange groups, each swap, and its steps."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Integer, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, minor, ref, words

exchange_group = Table(
    "exchange_group",
    metadata,
    identity(),
    Column("version", Integer, primary_key=True, autoincrement=False),
    words("name"),
    Column("members", JSONB, nullable=False),
    Column("rules", JSONB, nullable=False),
    Column("is_closed", Boolean, nullable=False),
    ref("changed_by", "person.id"),
    instant("changed_at"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only; the newest version of an id holds."""

swap = Table(
    "swap",
    metadata,
    identity(),
    ref("contract_id", "contract.id", index=True),
    ref("contract_line_id", "contract_line.id"),
    ref("old_asset_id", "asset.id", index=True),
    Column("group_id", Uuid, nullable=False),
    ref("variant_id", "variant.id"),
    ref("plan_id", "plan.id"),
    ref("old_plan_id", "plan.id", nullable=True),
    words("title"),
    words("old_title"),
    words("currency"),
    minor("price_minor"),
    minor("old_price_minor"),
    Column("credits", Integer, nullable=False),
    words("reason"),
    words("handing"),
    Column("agreed_on", Date, nullable=False),
    Column("wanted_on", Date, nullable=False),
    Column("return_until", Date, nullable=True),
    ref("return_id", "return_case.id", nullable=True),
    ref("recall_id", "return_case.id", nullable=True),
    Column("priced_on", Date, nullable=True),
    words("stage"),
    CheckConstraint("credits >= 0", name="credits"),
    Index(
        "swap_live_idx",
        "contract_line_id",
        unique=True,
        postgresql_where=text("stage NOT IN ('done', 'called_off')"),
    ),
    Index("swap_return_id_idx", "return_id", unique=True),
)
"""What was agreed never changes; `stage` is that of the last step, `priced_on` the price's day on the timeline."""

swap_step = Table(
    "swap_step",
    metadata,
    ref("swap_id", "swap.id", primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    words("step"),
    words("stage"),
    Column("on_day", Date, nullable=False),
    words("note", default=""),
    Column("actor_id", Uuid, nullable=False),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only: what happened to a swap, and where it stands after it."""
