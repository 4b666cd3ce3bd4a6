"""Counted goods on shelves: movements that are never changed, and what lies there after each."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, UniqueConstraint, Uuid

from storage.tables.base import identity, instant, metadata, ref, words

_SIGN = "kind IN ('received', 'picked', 'put_back', 'used', 'sold', 'brought_back', 'counted', 'moved')"
"""The scripts say for each kind which way it goes."""

supply_movement = Table(
    "supply_movement",
    metadata,
    identity(),
    ref("store_id", "store.id"),
    ref("place_id", "place.id"),
    ref("variant_id", "variant.id"),
    Column("n", Integer, nullable=False),
    words("kind"),
    Column("quantity", Integer, nullable=False),
    Column("on_hand", Integer, nullable=False),
    words("reason", default=""),
    ref("shipment_id", "shipment.id", nullable=True, index=True),
    ref("moved_by", "person.id"),
    instant("moved_at"),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
    UniqueConstraint("place_id", "variant_id", "n"),
    CheckConstraint("on_hand >= 0", name="never_below_zero"),
    CheckConstraint(_SIGN, name="sign"),
    Index("supply_movement_store_id_idx", "store_id", "variant_id"),
)
"""Append-only. `n` is dense within a shelf and product, and `on_hand` what lies there after it; the database's trigger
sets both, and `moved_by` and `moved_at`, which are those of the command."""
