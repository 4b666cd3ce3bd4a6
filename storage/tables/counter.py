"""Sales at the counter with their items and steps, what was signed, and which money of a receipt is in the ledger."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, minor, ref, words

counter_sale = Table(
    "counter_sale",
    metadata,
    identity(),
    words("number", default=""),
    ref("till_id", "till.id"),
    ref("store_id", "store.id"),
    ref("person_id", "person.id"),
    ref("customer_id", "customer.id", nullable=True, index=True),
    Column("sold_on", Date, nullable=False),
    instant("at"),
    Column("receipt_id", Uuid, ForeignKey("umlauf.till_receipt.id"), nullable=True, unique=True),
    words("voucher", default=""),
    Column("start_on", Date, nullable=True),
    words("note", default=""),
    words("signature", default=""),
    Column("consents", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("order_id", Uuid, nullable=False, unique=True),
    Column("contract_id", Uuid, nullable=False, unique=True),
    words("stage", default="taken"),
    Column("is_honoured", Boolean, nullable=False, server_default=text("false")),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
    CheckConstraint("customer_id IS NOT NULL OR receipt_id IS NOT NULL", name="named"),
    Index("counter_sale_open_idx", "at", postgresql_where=text("stage IN ('taken', 'booked', 'stuck')")),
)
"""Append-only but for stage and `is_honoured`, which its steps move. Order and contract are made under the ids given
here."""

counter_sale_item = Table(
    "counter_sale_item",
    metadata,
    ref("counter_sale_id", "counter_sale.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    ref("variant_id", "variant.id"),
    ref("plan_id", "plan.id"),
    words("title"),
    Column("quantity", Integer, nullable=False),
    words("currency"),
    minor("seen_minor"),
    Column("price_minor", BigInteger, nullable=True),
    Column("paid_up", Integer, nullable=True),
    Column("asset_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    words("because", default=""),
    Column("was_offered", Boolean, nullable=False),
    Column("is_allowed", Boolean, nullable=False, server_default=text("false")),
    CheckConstraint("quantity > 0", name="quantity"),
)

counter_sale_step = Table(
    "counter_sale_step",
    metadata,
    ref("counter_sale_id", "counter_sale.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("step"),
    words("why", default=""),
    ref("taken_by", "person.id"),
    instant("taken_at", now=True),
    Column("command_id", Uuid, nullable=False),
)

counter_signature = Table(
    "counter_signature",
    metadata,
    Column("counter_sale_id", Uuid, primary_key=True),
    words("media_type"),
    words("digest"),
    Column("content", LargeBinary, nullable=False),
    instant("kept_at", now=True),
    Column("command_id", Uuid, nullable=False),
)
"""May be kept a moment before its sale."""

till_booked = Table(
    "till_booked",
    metadata,
    ref("entry_id", "settlement.id", primary_key=True),
    ref("receipt_id", "till_receipt.id"),
    Column("position", Integer, nullable=False),
    Column("command_id", Uuid, nullable=False),
    Index("till_booked_receipt_id_idx", "receipt_id", "position"),
)

till_pay_out_release = Table(
    "till_pay_out_release",
    metadata,
    ref("refund_id", "refund.id", primary_key=True),
    ref("person_id", "person.id", primary_key=True),
    Column("amount_minor", BigInteger, primary_key=True),
    ref("store_id", "store.id"),
    words("login"),
    instant("at"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only. Who agrees that so much of a refund goes out of a drawer, and at which login."""
