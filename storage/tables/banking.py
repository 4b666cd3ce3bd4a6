"""What banks tell of our account, and the files that ask them to collect."""

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
    Uuid,
)
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, minor, ref, words

bank_file = Table(
    "bank_file",
    metadata,
    identity(),
    words("kind"),
    words("name"),
    words("message_id"),
    words("about"),
    instant("made_at", nullable=True),
    words("digest", unique=True),
    Column("size", Integer, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("left_out", Integer, nullable=False),
    ref("read_by", "person.id"),
    instant("read_at", now=True),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only. `about`: the message of ours that it answers."""

bank_file_content = Table(
    "bank_file_content",
    metadata,
    ref("file_id", "bank_file.id", primary_key=True),
    Column("content", LargeBinary, nullable=False),
    CheckConstraint("octet_length(content) <= 67108864", name="size"),
)
"""The bytes as the bank wrote them; they name persons."""

bank_statement = Table(
    "bank_statement",
    metadata,
    ref("file_id", "bank_file.id", primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    words("account"),
    words("identification"),
    words("number"),
    Column("first_on", Date, nullable=True),
    Column("last_on", Date, nullable=True),
    words("currency", nullable=True),
    minor("opening_minor", nullable=True),
    minor("closing_minor", nullable=True),
    Column("adds_up", Boolean, nullable=True),
    Index("bank_statement_account_idx", "account", "last_on"),
)
"""Append-only. `adds_up`: its entries lead from the one balance to the other."""

bank_entry = Table(
    "bank_entry",
    metadata,
    identity(),
    Column("n", BigInteger, Identity(), nullable=False),
    ref("file_id", "bank_file.id", index=True),
    words("nature"),
    words("account"),
    words("currency"),
    minor("amount_minor"),
    Column("booked_on", Date, nullable=False),
    words("ref", nullable=True),
    words("content"),
    words("end_to_end"),
    words("batch"),
    words("reason"),
    minor("original_minor", nullable=True),
    minor("fee_minor", nullable=True),
    minor("left_minor"),
    words("mark", default="open"),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("amount_minor >= 0", name="amount"),
    CheckConstraint("left_minor BETWEEN 0 AND amount_minor", name="left"),
    Index("bank_entry_ref_idx", "ref", unique=True, postgresql_where=text("ref IS NOT NULL")),
    Index("bank_entry_content_idx", "content"),
    Index("bank_entry_booked_on_idx", "booked_on", "n"),
    Index("bank_entry_waiting_idx", "booked_on", "n", postgresql_where=text("left_minor > 0 AND mark = 'open'")),
)
"""Append-only but for `left_minor`, which bookings move, and `mark`, which its rows move."""

bank_entry_personal = Table(
    "bank_entry_personal",
    metadata,
    ref("entry_id", "bank_entry.id", primary_key=True),
    words("payer"),
    words("iban"),
    words("words"),
    words("reason_words"),
    Index("bank_entry_personal_iban_idx", "iban", postgresql_where=text("iban <> ''")),
)
"""Who paid and what they wrote, erasable."""

bank_booking = Table(
    "bank_booking",
    metadata,
    ref("payment_id", "settlement.id", primary_key=True),
    ref("entry_id", "bank_entry.id", index=True),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only: the payments that a transfer became. One that is reversed counts no more."""

bank_entry_mark = Table(
    "bank_entry_mark",
    metadata,
    ref("entry_id", "bank_entry.id", primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    words("mark"),
    words("reason"),
    ref("taken_by", "person.id"),
    instant("taken_at", now=True),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only: what people said of transfers that nothing is booked of."""

debit_file = Table(
    "debit_file",
    metadata,
    identity(),
    words("message_id", unique=True),
    words("name"),
    words("digest"),
    Column("orders", Integer, nullable=False),
    minor("sum_minor"),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    words("status", default="made"),
    instant("made_at", now=True),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only but for the status, which its steps move."""

debit_file_content = Table(
    "debit_file_content",
    metadata,
    ref("file_id", "debit_file.id", primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""The bytes as they go to the bank; they name persons and their accounts."""

debit_order = Table(
    "debit_order",
    metadata,
    Column("attempt_id", Uuid, primary_key=True),
    ref("file_id", "debit_file.id", index=True),
    words("end_to_end", unique=True),
    words("batch"),
    words("currency"),
    minor("amount_minor"),
    Column("collect_on", Date, nullable=False),
    words("scheme"),
    words("sequence"),
    CheckConstraint("amount_minor > 0", name="amount"),
    Index("debit_order_batch_idx", "batch"),
)
"""Append-only; an attempt is in one file at most, for ever."""

debit_file_step = Table(
    "debit_file_step",
    metadata,
    ref("file_id", "debit_file.id", primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    words("step"),
    words("note"),
    ref("taken_by", "person.id"),
    instant("taken_at", now=True),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only: who took a copy, who handed it over, what the bank said."""
