"""Rented things that customers buy: rules by plan, offers, and the things of each."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Integer, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, minor, ref, words

buyout_rules = Table(
    "buyout_rules",
    metadata,
    ref("family_id", "plan.id", primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("rules", JSONB, nullable=True),
    words("reason", default=""),
    ref("changed_by", "person.id"),
    instant("changed_at"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only; the newest version holds for all contracts under any version of the plan. NULL: sold by no formula."""

buyout_offer = Table(
    "buyout_offer",
    metadata,
    identity(),
    words("number", unique=True),
    ref("contract_id", "contract.id", index=True),
    words("status"),
    words("currency"),
    Column("offered_on", Date, nullable=False),
    Column("valid_until", Date, nullable=False),
    Column("on_credit", Boolean, nullable=False),
    Column("uses_deposit", Boolean, nullable=False, server_default=text("false")),
    Column("accepted_on", Date, nullable=True),
    Column("closed_on", Date, nullable=True),
    words("reason", default=""),
    CheckConstraint("valid_until >= offered_on", name="days"),
    Index("buyout_offer_live_idx", "valid_until", postgresql_where=text("status IN ('offered', 'accepted')")),
)
"""Days and price never change; the status goes the ways of `domain/buyout/offer.py`, which a trigger checks."""

buyout_item = Table(
    "buyout_item",
    metadata,
    ref("offer_id", "buyout_offer.id", primary_key=True),
    ref("asset_id", "asset.id", primary_key=True, index=True),
    Column("position", Integer, nullable=False),
    ref("contract_line_id", "contract_line.id"),
    minor("price_minor"),
    words("formula"),
    Column("sale_line_id", Uuid, nullable=True, unique=True),
    CheckConstraint("price_minor >= 0", name="price"),
)
"""`sale_line_id`: the contract's line that charges it, once the offer is accepted (no key: both come in one packet)."""
