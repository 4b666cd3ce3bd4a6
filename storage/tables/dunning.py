"""Dunning: items with their steps, letters, what holds them back, instalment plans; what collection partners have."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, minor, ref, words


def _command() -> Column[object]:
    return Column("command_id", Uuid, nullable=False)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=text("false"))


dunning_notice = Table(
    "dunning_notice",
    metadata,
    identity(),
    words("number", unique=True),
    ref("customer_id", "customer.id", index=True),
    words("currency"),
    Column("on_day", Date, nullable=False),
    Column("pay_until", Date, nullable=False),
    Column("level", Integer, nullable=False),
    words("level_name"),
    words("speaks"),
    minor("debt_minor"),
    minor("earlier_minor"),
    minor("fee_minor"),
    minor("interest_minor"),
    minor("lump_minor"),
    ref("contract_id", "contract.id", nullable=True),
    Column("line_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    _flag("demands_unit"),
    _flag("cancels"),
    _command(),
    instant("recorded_at", now=True),
)
"""Append-only: what was done with a letter is told by its marks."""

dunning_notice_item = Table(
    "dunning_notice_item",
    metadata,
    ref("notice_id", "dunning_notice.id", primary_key=True),
    ref("invoice_id", "invoice.id", primary_key=True, index=True),
    Column("level", Integer, nullable=False),
    minor("open_minor"),
    minor("interest_minor"),
    minor("lump_minor"),
    _flag("is_last"),
    _flag("starts_default"),
    _flag("blocks_changes"),
    Column("account", JSONB, nullable=False, server_default=text("'[]'::jsonb")),
)

dunning_notice_mark = Table(
    "dunning_notice_mark",
    metadata,
    ref("notice_id", "dunning_notice.id", primary_key=True),
    Column("what", Text, primary_key=True),
    Column("on_day", Date, nullable=False),
    words("why", default=""),
    ref("actor_id", "person.id"),
    _command(),
    instant("recorded_at", now=True),
    CheckConstraint("what IN ('sent', 'posted', 'dropped', 'waived')", name="what"),
    Index(
        "dunning_notice_mark_once_idx",
        "notice_id",
        unique=True,
        postgresql_where=text("what IN ('sent', 'posted', 'dropped')"),
    ),
)

dunning_item = Table(
    "dunning_item",
    metadata,
    ref("invoice_id", "invoice.id", primary_key=True),
    words("stage", default="new"),
    Column("level", Integer, nullable=False, server_default=text("0")),
    Column("sent_on", Date, nullable=True),
    Column("default_on", Date, nullable=True),
    Column("n", Integer, nullable=False, server_default=text("0")),
)
"""Moved by the steps of the item alone."""

dunning_step = Table(
    "dunning_step",
    metadata,
    ref("invoice_id", "invoice.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("step"),
    Column("on_day", Date, nullable=False),
    Column("level", Integer, nullable=False),
    ref("notice_id", "dunning_notice.id", nullable=True),
    ref("actor_id", "person.id"),
    _command(),
    instant("recorded_at", now=True),
    Index(
        "dunning_step_letter_idx",
        "invoice_id",
        "level",
        unique=True,
        postgresql_where=text("step IN ('send', 'send_last')"),
    ),
)
"""Append-only; the trigger holds each to the table of `domain/dunning/stages.py`."""

dunning_hold = Table(
    "dunning_hold",
    metadata,
    identity(),
    ref("customer_id", "customer.id", index=True),
    ref("invoice_id", "invoice.id", nullable=True),
    words("kind"),
    Column("until_on", Date, nullable=True),
    Column("on_day", Date, nullable=False),
    ref("actor_id", "person.id"),
    _command(),
    instant("recorded_at", now=True),
)

dunning_hold_end = Table(
    "dunning_hold_end",
    metadata,
    ref("hold_id", "dunning_hold.id", primary_key=True),
    Column("on_day", Date, nullable=False),
    ref("actor_id", "person.id"),
    _command(),
    instant("recorded_at", now=True),
)

dunning_hold_words = Table(
    "dunning_hold_words",
    metadata,
    ref("hold_id", "dunning_hold.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("words"),
)
"""Why it was held (0) and lifted (1), erasable."""

instalment_plan = Table(
    "instalment_plan",
    metadata,
    identity(),
    words("number", unique=True),
    ref("customer_id", "customer.id", index=True),
    words("currency"),
    minor("total_minor"),
    Column("agreed_on", Date, nullable=False),
    words("status", default="agreed"),
    ref("actor_id", "person.id"),
    _command(),
    instant("recorded_at", now=True),
    CheckConstraint("total_minor > 0", name="total"),
)

instalment_item = Table(
    "instalment_item",
    metadata,
    ref("plan_id", "instalment_plan.id", primary_key=True),
    ref("invoice_id", "invoice.id", primary_key=True, index=True),
)

instalment_rate = Table(
    "instalment_rate",
    metadata,
    ref("plan_id", "instalment_plan.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("due_on", Date, nullable=False),
    minor("amount_minor"),
    CheckConstraint("amount_minor > 0", name="amount"),
)

instalment_plan_step = Table(
    "instalment_plan_step",
    metadata,
    ref("instalment_plan_id", "instalment_plan.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("step"),
    Column("on_day", Date, nullable=False),
    words("why", default=""),
    ref("actor_id", "person.id"),
    _command(),
    instant("recorded_at", now=True),
)

collection_case = Table(
    "collection_case",
    metadata,
    identity(),
    words("number", unique=True),
    ref("customer_id", "customer.id"),
    words("currency"),
    words("partner"),
    minor("total_minor"),
    Column("proposed_on", Date, nullable=False),
    words("stage", default="proposed"),
    ref("proposed_by", "person.id"),
    Column("proposed_login", Text, nullable=False, server_default=text("SESSION_USER")),
    _command(),
    instant("recorded_at", now=True),
    CheckConstraint("total_minor > 0", name="total"),
    Index(
        "collection_case_live_idx",
        "customer_id",
        "currency",
        unique=True,
        postgresql_where=text("stage IN ('proposed', 'handed_over', 'in_court', 'part_paid')"),
    ),
    Index("collection_case_customer_id_idx", "customer_id"),
)
"""Append-only but for the stage, which its steps move."""

collection_item = Table(
    "collection_item",
    metadata,
    ref("case_id", "collection_case.id", primary_key=True),
    ref("invoice_id", "invoice.id", primary_key=True, index=True),
)

collection_case_step = Table(
    "collection_case_step",
    metadata,
    ref("collection_case_id", "collection_case.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("step"),
    Column("on_day", Date, nullable=False),
    minor("amount_minor", nullable=True),
    ref("taken_by", "person.id"),
    instant("taken_at", now=True),
    _command(),
)

collection_words = Table(
    "collection_words",
    metadata,
    ref("case_id", "collection_case.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("words"),
)
"""What was noted with a step, erasable."""

claim_write_off = Table(
    "claim_write_off",
    metadata,
    ref("entry_id", "settlement.id", primary_key=True),
    words("cause"),
    Column("parts", JSONB, nullable=False),
    _command(),
)
"""The VAT that an entry of the ledger corrects, by category and rate."""

claim_write_off_words = Table(
    "claim_write_off_words",
    metadata,
    ref("entry_id", "settlement.id", primary_key=True),
    words("words"),
)
