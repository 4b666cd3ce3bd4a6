"""Orders, contracts as timelines, and shipments."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, Numeric, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import facts, identity, instant, metadata, minor, ref, words

customer_order = Table(
    "customer_order",
    metadata,
    identity(),
    words("number", unique=True),
    ref("customer_id", "customer.id", index=True),
    ref("store_id", "store.id"),
    words("status"),
    Column("placed_on", Date, nullable=False),
    words("note", default=""),
)

order_line = Table(
    "order_line",
    metadata,
    identity(),
    ref("order_id", "customer_order.id", index=True),
    Column("position", Integer, nullable=False),
    ref("variant_id", "variant.id"),
    words("title"),
    words("treatment"),
    Column("quantity", Integer, nullable=False),
    ref("plan_id", "plan.id"),
    minor("price_minor"),
    words("currency"),
)

contract = Table(
    "contract",
    metadata,
    identity(),
    words("number", unique=True),
    ref("customer_id", "customer.id", index=True),
    ref("order_id", "customer_order.id", nullable=True, index=True),
    Column("terms", facts().type, nullable=False),
    words("status"),
    Column("concluded_on", Date, nullable=True),
    Column("start_on", Date, nullable=True),
    Column("end_on", Date, nullable=True),
    Column("notice_on", Date, nullable=True),
    Column("transit_days", Integer, nullable=False, server_default=text("0")),
    Column("next_due_on", Date, nullable=True, index=True),
    Column("version", Integer, nullable=False, server_default=text("0")),
    facts("timeline"),
    Column("look_on", Date, nullable=True, index=True),
    ref("store_id", "store.id", nullable=True),
    Column("held_until", Date, nullable=True),
)
"""`next_due_on`: the run has nothing to look at before that day; NULL: never again as the timeline stands.
`look_on`: the daily look has nothing to do before that day; NULL: it has to look.
`held_until`: no run bills it before that day. `store_id`: the store that sold it.
`timeline`: what lies on it beside the lines (`storage/repositories/timeline.py`)."""

contract_change = Table(
    "contract_change",
    metadata,
    ref("contract_id", "contract.id", primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("command_id", Uuid, nullable=False),
    Column("can_undo", Boolean, nullable=False),
    Column("before", JSONB, nullable=False),
    instant("recorded_at", now=True),
)
"""Append-only. Each saved state of a contract, with what it was before: for its history, and to take a change back."""

price_campaign = Table(
    "price_campaign",
    metadata,
    identity(),
    words("title"),
    Column("rule", JSONB, nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("object_until", Date, nullable=False),
    Column("announced_on", Date, nullable=False),
    Column("withdrawn_on", Date, nullable=True),
)
"""A change of price that was announced over many contracts; `rule`: which prices, by how much."""

price_campaign_contract = Table(
    "price_campaign_contract",
    metadata,
    ref("campaign_id", "price_campaign.id", primary_key=True),
    ref("contract_id", "contract.id", primary_key=True, index=True),
    words("consent"),
    Column("consent_on", Date, nullable=True),
    words("reason", default=""),
    Column("from_on", Date, nullable=True),
    minor("year_before_minor", nullable=True),
    minor("year_after_minor", nullable=True),
    Column("lines", JSONB, nullable=False, server_default=text("'[]'::jsonb")),
)
"""What one contract was told (`lines`: old and new prices, with their days), and what became of it. `reason` says why
it was left out. All amounts are in the currency of the campaign's rule."""

contract_line = Table(
    "contract_line",
    metadata,
    identity(),
    ref("contract_id", "contract.id", index=True),
    Column("position", Integer, nullable=False),
    words("title"),
    words("kind"),
    words("vat"),
    Column("means_of_transport", Boolean, nullable=False),
    ref("variant_id", "variant.id", nullable=True),
    Column("start_on", Date, nullable=True),
    Column("end_on", Date, nullable=True),
    Column("anchor_on", Date, nullable=True),
    Column("anchor_day", Integer, nullable=True),
    Column("phases", JSONB, nullable=False, server_default=text("'[]'::jsonb")),
    Column("about", JSONB, nullable=True),
    ref("about_asset_id", "asset.id", nullable=True, index=True),
    Column("bundle", JSONB, nullable=True),
    ref("plan_id", "plan.id", nullable=True),
)

contract_line_version = Table(
    "contract_line_version",
    metadata,
    ref("line_id", "contract_line.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("from_on", Date, nullable=True),
    minor("price_minor", nullable=True),
    Column("quantity", Numeric(14, 4), nullable=True),
    words("title", nullable=True),
    ref("plan_id", "plan.id", nullable=True),
    Column("phases", JSONB, nullable=True),
)
"""What changes on a line from a day on, in order; row 0 holds the values from the start."""

shipment = Table(
    "shipment",
    metadata,
    identity(),
    words("number", unique=True),
    ref("order_id", "customer_order.id", index=True),
    ref("contract_id", "contract.id", index=True),
    ref("customer_id", "customer.id"),
    ref("store_id", "store.id"),
    words("status"),
    instant("dispatched_at", nullable=True),
    words("tracking", default=""),
    words("cause", default="order"),
    Column("arrived_on", Date, nullable=True),
    Column("is_pick_up", Boolean, nullable=False, server_default=text("false")),
    Column("is_held", Boolean, nullable=False, server_default=text("false")),
    Index("shipment_tracking_idx", "tracking", postgresql_where=text("tracking <> ''")),
)

shipment_line = Table(
    "shipment_line",
    metadata,
    identity(),
    ref("shipment_id", "shipment.id", index=True),
    Column("position", Integer, nullable=False),
    ref("variant_id", "variant.id"),
    words("title"),
    words("treatment"),
    Column("quantity", Integer, nullable=False),
    Column("is_tracked", Boolean, nullable=False),
    ref("contract_line_id", "contract_line.id"),
    ref("asset_id", "asset.id", nullable=True, index=True),
    Column("done", Integer, nullable=False, server_default=text("0")),
    ref("answers_return_id", "return_case.id", nullable=True),
    ref("replaces_asset_id", "asset.id", nullable=True, index=True),
    Index("shipment_line_unserved_idx", "variant_id", postgresql_where=text("is_tracked AND asset_id IS NULL")),
)
