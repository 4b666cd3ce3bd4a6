"""Tills, their receipts with lines and payments, the drawer's ledger, and the day reports."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    Table,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import SCHEMA, identity, instant, metadata, minor, ref, words

till = Table(
    "till",
    metadata,
    identity(),
    ref("store_id", "store.id", index=True),
    words("code", unique=True),
    words("name"),
    Column("is_cash_on", Boolean, nullable=False, server_default=text("false")),
    words("login", default=""),
    Column("difference_limit_minor", BigInteger, nullable=False, server_default=text("500")),
    Column("void_limit_minor", BigInteger, nullable=False, server_default=text("10000")),
    words("header", default=""),
    words("footer", default=""),
    words("signing", default=""),
    Column("price_percent", Integer, nullable=False, server_default=text("0")),
    Column("price_people", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("is_closed", Boolean, nullable=False, server_default=text("false")),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("last_n", Integer, nullable=False, server_default=text("0")),
    Column("reported_n", Integer, nullable=False, server_default=text("0")),
    Column("last_z", Integer, nullable=False, server_default=text("0")),
    Column("left_minor", BigInteger, nullable=False, server_default=text("0")),
    CheckConstraint("NOT is_cash_on OR signing <> ''", name="signing"),
    CheckConstraint("price_percent BETWEEN 0 AND 100", name="price_percent"),
)
"""The last four are written by the database alone: last receipt, last receipt on a day report, last day report, and
what the last session left in the drawer. The code never changes: it is on paper."""

till_session = Table(
    "till_session",
    metadata,
    identity(),
    ref("till_id", "till.id", index=True),
    words("status", default="new"),
    Column("last_n", Integer, nullable=False, server_default=text("0")),
    Column("drawer_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("counted_minor", BigInteger, nullable=True),
    instant("opened_at", now=True),
    Column("command_id", Uuid, nullable=False),
    Index("till_session_open_idx", "till_id", unique=True, postgresql_where=text("status <> 'closed'")),
)
"""The fold of its entries, which alone move it."""

till_receipt = Table(
    "till_receipt",
    metadata,
    identity(),
    ref("till_id", "till.id"),
    Column("n", Integer, nullable=False),
    words("kind"),
    instant("at"),
    ref("person_id", "person.id"),
    ref("store_id", "store.id"),
    ref("customer_id", "customer.id", nullable=True, index=True),
    Column("about", Uuid, nullable=True),
    words("currency", default="EUR"),
    minor("gross_minor"),
    ref("voids_id", "till_receipt.id", nullable=True),
    words("reason", default=""),
    ref("session_id", "till_session.id", nullable=True, index=True),
    Column("signed", JSONB(none_as_null=True), nullable=True),
    instant("recorded_at", now=True),
    Column("command_id", Uuid, nullable=False),
    Index("till_receipt_till_id_n_idx", "till_id", "n", unique=True),
    Index("till_receipt_voids_id_idx", "voids_id", unique=True),
    Index("till_receipt_at_idx", "at"),
    Index("till_receipt_about_idx", "about"),
    Index(
        "till_receipt_pay_out_idx",
        "about",
        unique=True,
        postgresql_where=text("gross_minor < 0 AND voids_id IS NULL"),
    ),
    CheckConstraint("n > 0", name="n"),
)
"""Append-only. Number, person, store, instant and session are the database's word."""

till_receipt_line = Table(
    "till_receipt_line",
    metadata,
    ref("receipt_id", "till_receipt.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    words("kind"),
    words("title"),
    Column("quantity", Numeric, nullable=False),
    minor("gross_minor"),
    Column("vat_rate", Numeric, nullable=True),
)
"""Append-only."""

till_payment = Table(
    "till_payment",
    metadata,
    ref("receipt_id", "till_receipt.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    words("way"),
    minor("amount_minor"),
    minor("given_minor", nullable=True),
    Column("card", JSONB(none_as_null=True), nullable=True),
)
"""Append-only. `card`: what the terminal said, the number masked."""

drawer_entry = Table(
    "drawer_entry",
    metadata,
    ref("session_id", "till_session.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("kind"),
    minor("amount_minor"),
    minor("drawer_minor"),
    Column("counted_minor", BigInteger, nullable=True),
    words("why", nullable=True),
    words("note", default=""),
    Column("pieces", JSONB, nullable=False, server_default=text("'[]'::jsonb")),
    ref("receipt_id", "till_receipt.id", nullable=True),
    ref("person_id", "person.id"),
    instant("at"),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("drawer_minor >= 0 OR note <> ''", name="below"),
    CheckConstraint("(kind IN ('taken', 'given_back')) = (receipt_id IS NOT NULL)", name="receipt"),
    Index("drawer_entry_receipt_id_idx", "receipt_id", unique=True),
    Index("drawer_entry_at_idx", "at"),
)
"""Append-only; the trigger holds each to the table of `domain/till/drawer.py`."""

till_release = Table(
    "till_release",
    metadata,
    ref("receipt_id", "till_receipt.id", primary_key=True),
    ref("person_id", "person.id", primary_key=True),
    words("login"),
    instant("at"),
    Column("command_id", Uuid, nullable=False),
)
"""Who agreed that a receipt is taken back. Append-only."""

till_report = Table(
    "till_report",
    metadata,
    identity(),
    ref("till_id", "till.id"),
    Column("z", Integer, nullable=False),
    ref("session_id", "till_session.id", nullable=True, index=True),
    Column("first_n", Integer, nullable=False),
    Column("last_n", Integer, nullable=False),
    Column("figures", JSONB, nullable=False),
    ref("person_id", "person.id"),
    instant("at"),
    Column("command_id", Uuid, nullable=False),
    Index("till_report_till_id_z_idx", "till_id", "z", unique=True),
)
"""Append-only; dense for each till, and every receipt stands on exactly one."""

book_export_receipt = Table(
    "book_export_receipt",
    metadata,
    ref("receipt_id", "till_receipt.id", primary_key=True),
    ref("export_id", "book_export.id"),
)
"""Append-only; its key is why no receipt is in two files for the accountant."""

book_export_cash = Table(
    "book_export_cash",
    metadata,
    Column("session_id", Uuid, primary_key=True),
    Column("n", Integer, primary_key=True),
    ref("export_id", "book_export.id"),
    ForeignKeyConstraint(("session_id", "n"), (f"{SCHEMA}.drawer_entry.session_id", f"{SCHEMA}.drawer_entry.n")),
)
"""Append-only, as `book_export_receipt`, for cash without a receipt."""

till_receipt_mail = Table(
    "till_receipt_mail",
    metadata,
    identity(),
    ref("receipt_id", "till_receipt.id", index=True),
    words("address", default=""),
    words("language"),
    ref("person_id", "person.id"),
    words("login"),
    instant("at"),
    Column("command_id", Uuid, nullable=False),
    CheckConstraint("language IN ('de', 'en')", name="language"),
    CheckConstraint(
        "address = '' OR (length(address) <= 254"
        " AND address ~ '^[^[:space:][:cntrl:]<>,;\"]+@[^[:space:][:cntrl:]<>,;\"]+$')",
        name="address",
    ),
    Index("till_receipt_mail_login_idx", "login", "at"),
)
"""That a receipt was wanted by mail. Append-only, but for the address, which goes as soon as the letter is written."""
