"""Collecting money: mandates and methods, which of them pays, attempts with their steps, and what providers tell."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.expression import text

from storage.tables.base import facts, identity, instant, metadata, minor, ref, words

_LIVE = "status IN ('planned', 'submitted', 'pending', 'needs_customer', 'unknown')"

mandate = Table(
    "mandate",
    metadata,
    identity(),
    ref("customer_id", "customer.id", index=True),
    words("reference", unique=True),
    words("creditor_id"),
    words("scheme"),
    Column("signed_on", Date, nullable=False),
    words("evidence"),
    Column("used_on", Date, nullable=True),
    ref("kept_by", "person.id"),
    instant("kept_at", now=True),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("reference ~ '^[A-Za-z0-9+?/:().,''-]{1,35}$'", name="reference"),
)
"""Append-only. `used_on`: its last debit elsewhere. Source: EPC217-08 (the characters of a reference)."""

mandate_personal = Table(
    "mandate_personal",
    metadata,
    ref("mandate_id", "mandate.id", primary_key=True),
    words("words", default=""),
    Column("scan", LargeBinary, nullable=True),
)
"""How it was signed, in words, and the scan; erasable."""

payment_method = Table(
    "payment_method",
    metadata,
    identity(),
    ref("customer_id", "customer.id", index=True),
    words("kind"),
    words("provider"),
    words("shown"),
    Column("expires_on", Date, nullable=True),
    ref("mandate_id", "mandate.id", nullable=True, index=True),
    words("ended", nullable=True),
    ref("kept_by", "person.id"),
    instant("kept_at", now=True),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only but for `ended`, which a step moves."""

payment_method_step = Table(
    "payment_method_step",
    metadata,
    ref("payment_method_id", "payment_method.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("reason"),
    Column("on_day", Date, nullable=False),
    ref("taken_by", "person.id"),
    instant("taken_at", now=True),
    Column("command_id", Uuid, nullable=False),
)
"""How a method ended. Append-only."""

payment_token = Table(
    "payment_token",
    metadata,
    ref("payment_method_id", "payment_method.id", primary_key=True),
    words("token"),
    words("payer", default=""),
    words("holder", default=""),
    words("bic", default=""),
    Index("payment_token_token_idx", "token"),
)
"""What the provider knows the payer by; read by the worker alone, erasable."""

method_choice = Table(
    "method_choice",
    metadata,
    Column("n", BigInteger, Identity(), primary_key=True),
    ref("customer_id", "customer.id", index=True),
    ref("contract_id", "contract.id", nullable=True),
    ref("payment_method_id", "payment_method.id", nullable=True),
    ref("chosen_by", "person.id"),
    instant("chosen_at", now=True),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only. `contract_id` NULL: for all contracts without a choice of their own."""

method_request = Table(
    "method_request",
    metadata,
    identity(),
    ref("customer_id", "customer.id", index=True),
    ref("contract_id", "contract.id", nullable=True),
    words("provider"),
    words("kind"),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("asked_on", Date, nullable=False),
    Column("expires_on", Date, nullable=False),
    ref("payment_method_id", "payment_method.id", nullable=True),
    ref("asked_by", "person.id"),
    instant("asked_at", now=True),
    Column("command_id", Uuid, nullable=False),
    ref("receipt_id", "till_receipt.id", nullable=True),
)
"""A link sent to a customer; `digest` is SHA-256 of its secret, `payment_method_id` what came of it. `receipt_id`:
shown at a till, to pay at once what this receipt left open."""

payment_attempt = Table(
    "payment_attempt",
    metadata,
    identity(),
    ref("invoice_id", "invoice.id", index=True),
    ref("customer_id", "customer.id", index=True),
    Column("contract_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    ref("payment_method_id", "payment_method.id"),
    words("provider"),
    words("kind"),
    words("currency"),
    minor("amount_minor"),
    Column("collect_on", Date, nullable=False),
    instant("not_before", nullable=True),
    Column("planned_on", Date, nullable=False),
    words("status", default="planned"),
    Column("steps", Integer, nullable=False, server_default=text("0")),
    words("ref", default=""),
    instant("told_at", nullable=True),
    instant("settled_told", nullable=True),
    instant("returned_told", nullable=True),
    instant("submitted_at", nullable=True),
    Column("moved_on", Date, nullable=True),
    ref("entry_id", "settlement.id", nullable=True),
    words("reason_class", nullable=True),
    words("reason_code", default=""),
    words("link", default=""),
    ref("planned_by", "person.id"),
    instant("planned_at", now=True),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("amount_minor > 0", name="amount"),
    Index("payment_attempt_ref_idx", "provider", "ref", postgresql_where=text("ref <> ''")),
    Index("payment_attempt_status_idx", "status", "collect_on", postgresql_where=text(_LIVE)),
    Index("payment_attempt_method_idx", "payment_method_id"),
    Index(
        "payment_attempt_unknown_idx",
        "contract_ids",
        postgresql_using="gin",
        postgresql_where=text("status IN ('submitted', 'unknown')"),
    ),
    Index("payment_attempt_live_idx", "invoice_id", unique=True, postgresql_where=text(_LIVE)),
)
"""Append-only but for what its steps move."""

payment_attempt_step = Table(
    "payment_attempt_step",
    metadata,
    ref("payment_attempt_id", "payment_attempt.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("step"),
    Column("on_day", Date, nullable=False),
    words("outcome", nullable=True),
    instant("told_at", nullable=True),
    minor("amount_minor", nullable=True),
    minor("fee_minor", nullable=True),
    words("reason_class", nullable=True),
    words("reason_code", default=""),
    words("reason_text", default=""),
    words("ref", default=""),
    words("link", default=""),
    ref("entry_id", "settlement.id", nullable=True, index=True),
    ref("taken_by", "person.id"),
    instant("taken_at", now=True),
    Column("command_id", Uuid, nullable=False),
    Index("payment_attempt_step_command_id_idx", "command_id"),
)
"""Append-only; the trigger holds each to the table of `domain/payments/attempt.py`."""

pay_back = Table(
    "pay_back",
    metadata,
    identity(),
    ref("refund_id", "refund.id", index=True),
    ref("payment_attempt_id", "payment_attempt.id", index=True),
    words("currency"),
    minor("amount_minor"),
    words("ended", nullable=True),
    instant("asked_at", now=True),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("amount_minor > 0", name="amount"),
)
"""A refund through its charge; `id` is that of the pay-out's first entry. `ended`: arrived, or failed."""

provider_news = Table(
    "provider_news",
    metadata,
    Column("provider", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    instant("told_at"),
    instant("heard_at", now=True),
    words("ref", default=""),
    facts(),
    ref("payment_attempt_id", "payment_attempt.id", nullable=True),
    Column("is_open", Boolean, nullable=False, server_default=text("false")),
    Column("command_id", Uuid, nullable=False),
    Index("provider_news_open_idx", "provider", "ref", postgresql_where=text("is_open")),
    Index("provider_news_attempt_idx", "payment_attempt_id"),
)
"""Each event of a provider once. `is_open`: about nothing that we know yet; it may come to be known later."""

provider_cursor = Table(
    "provider_cursor",
    metadata,
    Column("provider", Text, primary_key=True),
    words("cursor"),
    instant("asked_at", now=True),
)
"""From where the worker asks a provider on."""
