"""The asset ledger, its projection, and who holds what when."""

from sqlalchemy import Boolean, Column, Date, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint
from sqlalchemy.sql.expression import text

from storage.tables.base import facts, identity, instant, metadata, minor, ref, words

asset = Table(
    "asset",
    metadata,
    identity(),
    words("code", unique=True),
    ref("variant_id", "variant.id", index=True),
    Column("serial", Text, nullable=True, unique=True),
    ref("store_id", "store.id"),
    words("status", default="new"),
    words("readiness", default="not_ready"),
    words("condition", default="unused"),
    words("grade", nullable=True),
    ref("place_id", "place.id", nullable=True),
    Column("holder_line_id", Uuid, nullable=True),
    Column("seq", Integer, nullable=False, server_default=text("0")),
    Column("effective_seq", Integer, nullable=False, server_default=text("0")),
)
"""From `status` on: the projection of the asset's events. Only the ledger's trigger writes it."""

asset_event = Table(
    "asset_event",
    metadata,
    Column("asset_id", Uuid, primary_key=True),
    Column("seq", Integer, primary_key=True),
    words("kind"),
    instant("effective_at"),
    instant("recorded_at", now=True),
    Column("actor_id", Uuid, nullable=False),
    Column("command_id", Uuid, nullable=False),
    facts(),
    words("status"),
    words("readiness"),
    words("condition"),
    words("grade", nullable=True),
    Column("place_id", Uuid, nullable=True),
    Column("holder_line_id", Uuid, nullable=True),
    Column("builds_on", Integer, nullable=False),
    postgresql_partition_by="HASH (asset_id)",
)
"""One row an event. From `status` on: the state after it. `builds_on` is the effective event before it (0: none)."""

asset_alias = Table(
    "asset_alias", metadata, Column("text", Text, primary_key=True), ref("asset_id", "asset.id", index=True)
)
"""Serials, GIAI and old labels that lead to an asset."""

asset_transition = Table(
    "asset_transition",
    metadata,
    Column("status", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    words("next"),
)
"""A copy of `domain/assets/status.py: TRANSITIONS`, asked by the ledger's trigger."""

assignment = Table(
    "assignment",
    metadata,
    identity(),
    ref("asset_id", "asset.id"),
    ref("contract_line_id", "contract_line.id", index=True),
    Column("during", TSTZRANGE, nullable=False),
    ExcludeConstraint(("asset_id", "="), ("during", "&&"), name="assignment_one_holder_excl", using="gist"),
)
"""Which contract line holds an asset when; to the instant, so that a thing can come back and leave on one day."""

asset_cost = Table(
    "asset_cost",
    metadata,
    ref("asset_id", "asset.id", primary_key=True),
    minor("acquired_minor"),
    Column("acquired_on", Date, nullable=False),
)
"""What the thing cost. Not for the warehouse."""

return_case = Table(
    "return_case",
    metadata,
    identity(),
    words("number", unique=True),
    ref("customer_id", "customer.id", index=True),
    Column("contract_id", Uuid, nullable=False, index=True),
    Column("announced_on", Date, nullable=False),
    Column("return_until", Date, nullable=True),
    Column("is_announced", Boolean, nullable=False),
    words("reason"),
    words("purpose", default="end"),
    Column("withdrawn_on", Date, nullable=True),
    words("asked_by", default="office"),
    words("way", default="label"),
    Column("pick_up_on", Date, nullable=True),
)

return_line = Table(
    "return_line",
    metadata,
    ref("return_id", "return_case.id", primary_key=True),
    ref("asset_id", "asset.id", primary_key=True, index=True),
    Column("contract_line_id", Uuid, nullable=False),
    instant("received_at", nullable=True),
    words("condition", nullable=True),
    words("grade", nullable=True),
    Column("contract_id", Uuid, nullable=False, index=True),
    instant("missing_at", nullable=True),
    ref("other_asset_id", "asset.id", nullable=True),
    words("other_text", default=""),
    instant("inspected_at", nullable=True),
)

refurbishment = Table(
    "refurbishment",
    metadata,
    identity(),
    ref("asset_id", "asset.id", index=True),
    words("status", default="queued"),
    instant("queued_at"),
    instant("started_at", nullable=True),
    instant("finished_at", nullable=True),
    Column("minutes", Integer, nullable=True),
    facts("checks"),
    words("reason", default=""),
    Column("finished_by", Uuid, nullable=True, unique=True),
)

refurbishment_part = Table(
    "refurbishment_part",
    metadata,
    ref("refurbishment_id", "refurbishment.id", primary_key=True),
    ref("variant_id", "variant.id", primary_key=True),
    Column("quantity", Integer, nullable=False),
)

refurbishment_cost = Table(
    "refurbishment_cost",
    metadata,
    ref("refurbishment_id", "refurbishment.id", primary_key=True),
    minor("labour_minor"),
    minor("parts_minor"),
)
