"""What is open of documents and what customers have to their credit: the entries, and what follows from them."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Identity, Index, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, minor, ref, words

_SIGNS = (
    "CASE kind"
    " WHEN 'payment' THEN settled_minor >= 0 AND balance_minor >= 0 AND credited_minor = 0 AND money_minor > 0"
    " WHEN 'credit' THEN settled_minor > 0 AND balance_minor = 0 AND money_minor = 0"
    " WHEN 'deposit' THEN settled_minor > 0 AND balance_minor = 0 AND money_minor = 0"
    " WHEN 'kept' THEN settled_minor = 0 AND balance_minor > 0 AND money_minor = 0"
    " WHEN 'used' THEN settled_minor > 0 AND credited_minor = 0 AND money_minor = 0"
    " WHEN 'pay_out' THEN settled_minor = 0 AND credited_minor = 0 AND money_minor < 0"
    " WHEN 'reward' THEN settled_minor = 0 AND credited_minor = 0 AND money_minor = 0 AND balance_minor > 0"
    " WHEN 'lapsed' THEN settled_minor = 0 AND credited_minor = 0 AND money_minor = 0 AND balance_minor < 0"
    " WHEN 'written_off' THEN settled_minor > 0 AND credited_minor = 0 AND money_minor = 0 AND balance_minor = 0"
    " WHEN 'brought' THEN credited_minor = 0 AND money_minor = 0 AND settled_minor >= 0 AND balance_minor >= 0"
    " WHEN 'reversal' THEN true ELSE false END"
    " AND (granted_minor = 0 OR kind IN ('reward', 'lapsed', 'written_off', 'brought', 'reversal'))"
)
_NAMED = (
    "(settled_minor = 0 OR invoice_id IS NOT NULL) AND (credited_minor = 0 OR note_id IS NOT NULL)"
    " AND (balance_minor >= 0 OR source_id IS NOT NULL) AND ((kind = 'reversal') = (reverses_id IS NOT NULL))"
)

settlement = Table(
    "settlement",
    metadata,
    identity(),
    Column("n", BigInteger, Identity(), nullable=False),
    words("kind"),
    ref("customer_id", "customer.id", index=True),
    Column("booked_on", Date, nullable=False),
    words("currency"),
    minor("settled_minor"),
    minor("credited_minor"),
    minor("balance_minor"),
    minor("money_minor"),
    Column("granted_minor", BigInteger, nullable=False, server_default=text("0")),
    ref("invoice_id", "invoice.id", nullable=True, index=True),
    ref("note_id", "invoice.id", nullable=True, index=True),
    ref("source_id", "settlement.id", nullable=True, index=True),
    ref("reverses_id", "settlement.id", nullable=True),
    words("paid_by", nullable=True),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
    Index("settlement_booked_on_idx", "booked_on", postgresql_using="brin"),
    UniqueConstraint("reverses_id"),
    CheckConstraint("money_minor + credited_minor + granted_minor = settled_minor + balance_minor", name="balanced"),
    CheckConstraint(_NAMED, name="named"),
    CheckConstraint(_SIGNS, name="sign"),
)
"""Append-only; `domain.billing.settlement.Entry`. `n` is the order in which they were written."""

settlement_personal = Table(
    "settlement_personal",
    metadata,
    ref("entry_id", "settlement.id", primary_key=True),
    Column("reference", Text, nullable=False),
)
"""What the transfer said or to whom it went, erasable."""

document_account = Table(
    "document_account",
    metadata,
    ref("invoice_id", "invoice.id", primary_key=True),
    minor("gross_minor"),
    minor("used_minor"),
    CheckConstraint("used_minor BETWEEN 0 AND gross_minor", name="used"),
)
"""What the entries settled of an invoice, or took from a credit note; no row: nothing yet. Moved by the entries."""

customer_balance = Table(
    "customer_balance",
    metadata,
    ref("customer_id", "customer.id", primary_key=True),
    Column("currency", Text, primary_key=True),
    minor("balance_minor"),
    CheckConstraint("balance_minor >= 0", name="never_below_zero"),
)
"""What a customer has to their credit. Moved by the entries alone, never below zero."""
