"""Vouchers, personal codes with the friends they brought, and what staying is worth."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Integer, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import SCHEMA, identity, metadata, minor, ref, words

voucher_batch = Table(
    "voucher_batch",
    metadata,
    identity(),
    words("title"),
    Column("rule", JSONB, nullable=False),
    Column("made_on", Date, nullable=False),
    ref("made_by", "person.id"),
    Column("withdrawn_on", Date, nullable=True),
)
"""`rule`: what each of its codes is worth, and to whom (`domain.loyalty.vouchers.VoucherRule`)."""

voucher = Table(
    "voucher",
    metadata,
    Column("code", Text, primary_key=True),
    ref("batch_id", "voucher_batch.id", index=True),
    Column("max_uses", Integer, nullable=True),
    Column("used", Integer, nullable=False, server_default=text("0")),
    Column("withdrawn_on", Date, nullable=True),
    CheckConstraint("used >= 0 AND (max_uses IS NULL OR used <= max_uses)", name="used"),
    CheckConstraint("code ~ '^[A-Z0-9][A-Z0-9-]{2,31}$'", name="code"),
)
"""`used` is counted by the uses alone."""

voucher_use = Table(
    "voucher_use",
    metadata,
    ref("contract_id", "contract.id", primary_key=True),
    Column("code", Text, ForeignKey(f"{SCHEMA}.voucher.code"), primary_key=True, index=True),
    ref("customer_id", "customer.id", index=True),
    Column("used_on", Date, nullable=False),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only."""

referral_code = Table(
    "referral_code",
    metadata,
    Column("code", Text, primary_key=True),
    ref("customer_id", "customer.id"),
    Column("made_on", Date, nullable=False),
    UniqueConstraint("customer_id"),
)

referral = Table(
    "referral",
    metadata,
    identity(),
    Column("code", Text, ForeignKey(f"{SCHEMA}.referral_code.code"), nullable=False, index=True),
    ref("referrer_id", "customer.id", index=True),
    ref("friend_id", "customer.id"),
    ref("contract_id", "contract.id"),
    Column("opened_on", Date, nullable=False),
    minor("reward_minor"),
    words("currency"),
    words("state"),
    Column("likenesses", JSONB, nullable=False, server_default=text("'[]'::jsonb")),
    words("reason", default=""),
    Column("decided_on", Date, nullable=True),
    ref("entry_id", "settlement.id", nullable=True),
    Column("usable_until", Date, nullable=True),
    Column("is_thanked", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("contract_id"),
    UniqueConstraint("friend_id"),
    CheckConstraint("referrer_id <> friend_id", name="not_oneself"),
    CheckConstraint(
        "state IN ('open', 'suspected', 'rewarded', 'refused', 'lapsed', 'taken_back', 'expired')"
        " AND (entry_id IS NOT NULL) = (state IN ('rewarded', 'taken_back', 'expired'))",
        name="state",
    ),
)
"""A friend counts once, whoever brought them. `entry_id` is the reward in the referrer's balance."""

loyalty_scheme = Table(
    "loyalty_scheme",
    metadata,
    identity(),
    words("title"),
    Column("rule", JSONB, nullable=False),
    Column("made_on", Date, nullable=False),
    ref("made_by", "person.id"),
    Column("closed_on", Date, nullable=True),
)
"""Agreed with new contracts until it is closed; a contract keeps what was agreed with it."""

customer_scheme = Table(
    "customer_scheme",
    metadata,
    ref("customer_id", "customer.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    ref("scheme_id", "loyalty_scheme.id", nullable=True),
    Column("from_on", Date, nullable=False),
    words("reason", default=""),
    ref("given_by", "person.id"),
)
"""Append-only: a scheme of one customer's own, the newest row counts. NULL: none, as for everybody."""

customer_tier = Table(
    "customer_tier",
    metadata,
    ref("customer_id", "customer.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("tier", JSONB, nullable=True),
    Column("from_on", Date, nullable=False),
    Column("is_by_hand", Boolean, nullable=False),
    words("reason", default=""),
    Column("given_by", Uuid, nullable=False),
    CheckConstraint("tier IS NOT NULL OR is_by_hand", name="taken"),
)
"""Append-only: the step a customer has, as it was when they reached it; the newest row counts. NULL: taken away."""
