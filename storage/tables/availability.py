"""What is promised of things that are not packed yet: reservations, waiting lists, days told with an order."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Integer, Table, Uuid
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, ref, words

reservation = Table(
    "reservation",
    metadata,
    identity(),
    ref("customer_id", "customer.id", index=True),
    ref("variant_id", "variant.id"),
    ref("store_id", "store.id"),
    Column("quantity", Integer, nullable=False),
    Column("from_on", Date, nullable=False),
    Column("until_on", Date, nullable=True),
    Column("hold_until", Date, nullable=False),
    words("status"),
    Column("is_told", Boolean, nullable=False, server_default=text("false")),
    instant("made_at"),
    CheckConstraint("quantity > 0", name="quantity"),
    CheckConstraint("until_on > from_on", name="days"),
    Index("reservation_held_idx", "variant_id", "store_id", postgresql_where=text("status = 'held'")),
)
"""The status goes the ways of `domain/availability/model.py`, which a trigger checks."""

waiting_place = Table(
    "waiting_place",
    metadata,
    identity(),
    ref("customer_id", "customer.id", index=True),
    ref("variant_id", "variant.id"),
    ref("store_id", "store.id"),
    Column("joined_on", Date, nullable=False),
    words("status"),
    Column("offer_until", Date, nullable=True),
    words("told", nullable=True),
    instant("joined_at", now=True),
    CheckConstraint("status <> 'offered' OR offer_until IS NOT NULL", name="offer"),
    Index(
        "waiting_place_once_idx",
        "variant_id",
        "store_id",
        "customer_id",
        unique=True,
        postgresql_where=text("status IN ('waiting', 'offered')"),
    ),
)
"""`told`: the status of which the customer was told last; `joined_at`, by the server's clock, is the turn."""

order_promise = Table(
    "order_promise",
    metadata,
    ref("order_id", "customer_order.id", primary_key=True),
    ref("variant_id", "variant.id", primary_key=True, index=True),
    Column("promised_on", Date, nullable=True),
    Column("expected_on", Date, nullable=True),
    Column("is_late", Boolean, nullable=False, server_default=text("false")),
    instant("made_at"),
)
"""`promised_on` empty: no day was in sight yet. `is_late` without `expected_on`: nobody knows when."""

overbooking = Table(
    "overbooking",
    metadata,
    identity(),
    ref("variant_id", "variant.id", index=True),
    ref("store_id", "store.id"),
    Column("missing", Integer, nullable=False),
    Column("from_on", Date, nullable=False),
    words("because"),
    Column("order_id", Uuid, nullable=True),
    Column("reservation_id", Uuid, nullable=True),
    ref("noted_by", "person.id"),
    instant("noted_at"),
    CheckConstraint("missing > 0", name="missing"),
    CheckConstraint("because <> ''", name="because"),
)
"""Append-only; one of the two ids says what was promised (no keys: all come in one packet)."""

expected_receipt = Table(
    "expected_receipt",
    metadata,
    identity(),
    ref("variant_id", "variant.id"),
    ref("store_id", "store.id"),
    Column("quantity", Integer, nullable=False),
    Column("expected_on", Date, nullable=False),
    words("note", default=""),
    CheckConstraint("quantity >= 0", name="quantity"),
    Index("expected_receipt_open_idx", "variant_id", "store_id", postgresql_where=text("quantity > 0")),
)
"""`quantity` is what is still to come."""
