"""Steps of a return, damage and what is claimed for it, photos. The return and its lines stand in `assets`."""

from sqlalchemy import CheckConstraint, Column, Date, Integer, LargeBinary, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.base import facts, identity, instant, metadata, ref, words

return_step = Table(
    "return_step",
    metadata,
    ref("return_id", "return_case.id", primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    words("step"),
    words("stage"),
    facts(),
    instant("effective_at"),
    Column("actor_id", Uuid, nullable=False),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only: what happened to a return, and where it stands after it."""

return_damage = Table(
    "return_damage",
    metadata,
    identity(),
    ref("return_id", "return_case.id", index=True),
    ref("asset_id", "asset.id"),
    words("damage"),
    words("title"),
    Column("quantity", Integer, nullable=False),
    instant("noted_at"),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("quantity BETWEEN 1 AND 99", name="quantity"),
)
"""Append-only: damage as it was found, without a price."""

damage_claim = Table(
    "damage_claim",
    metadata,
    identity(),
    ref("return_id", "return_case.id", index=True),
    ref("contract_id", "contract.id"),
    Column("told_on", Date, nullable=False),
    Column("object_until", Date, nullable=False),
    words("state"),
    words("currency"),
    Column("items", JSONB, nullable=False),
    Column("objected_on", Date),
    words("objection", default=""),
)

asset_photo = Table(
    "asset_photo",
    metadata,
    identity(),
    ref("asset_id", "asset.id", index=True),
    Column("seq", Integer, nullable=False),
    words("moment"),
    ref("return_id", "return_case.id", nullable=True),
    words("media_type"),
    Column("size", Integer, nullable=False),
    words("digest"),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
)
"""Append-only. The picture itself lies beside it. `seq` is the thing's last event when it was taken."""

asset_photo_content = Table(
    "asset_photo_content",
    metadata,
    ref("photo_id", "asset_photo.id", primary_key=True),
    Column("content", LargeBinary, nullable=False),
    CheckConstraint("octet_length(content) <= 10485760", name="size"),
)
