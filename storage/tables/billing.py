"""Invoices, what is charged and not credited back, number series, runs, and what waits to be sent."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, LargeBinary, Numeric, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import DATERANGE, ExcludeConstraint
from sqlalchemy.sql.expression import text

from storage.tables.base import facts, identity, instant, metadata, minor, ref, words

number_series = Table(
    "number_series",
    metadata,
    Column("series", Text, primary_key=True),
    Column("next", BigInteger, nullable=False),
)
"""One counter a series and year ("R-2026"), locked just before the commit that uses it."""

invoice = Table(
    "invoice",
    metadata,
    identity(),
    words("number", unique=True),
    words("series"),
    Column("series_number", BigInteger, nullable=False),
    words("kind"),
    ref("customer_id", "customer.id", index=True),
    Column("issued_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    words("currency"),
    words("language"),
    words("prices_are"),
    minor("net_minor"),
    minor("vat_minor"),
    minor("gross_minor"),
    Column("corrects_id", Uuid, nullable=True),
    Column("run_id", Uuid, nullable=True, index=True),
    Column("command_id", Uuid, nullable=False),
    words("payment_method"),
    Index("invoice_issued_on_idx", "issued_on", postgresql_using="brin"),
)

invoice_personal = Table(
    "invoice_personal", metadata, ref("invoice_id", "invoice.id", primary_key=True), facts("recipient")
)
"""The recipient as written on the invoice, erasable when its retention is over."""

invoice_line = Table(
    "invoice_line",
    metadata,
    identity(),
    ref("invoice_id", "invoice.id", index=True),
    Column("position", Integer, nullable=False),
    Column("contract_id", Uuid, nullable=True),
    Column("contract_line_id", Uuid, nullable=True, index=True),
    words("title"),
    words("kind"),
    words("reason"),
    Column("period", DATERANGE, nullable=False),
    Column("days", Integer, nullable=False),
    Column("of_days", Integer, nullable=False),
    Column("quantity", Numeric(14, 4), nullable=False),
    minor("price_minor"),
    minor("amount_minor"),
    minor("net_minor"),
    words("vat_category"),
    Column("vat_rate", Numeric(6, 3), nullable=False),
    words("vat_country"),
    words("vat_reason"),
    Column("corrects_line_id", Uuid, nullable=True),
    minor("off_minor"),
    minor("given_minor"),
    minor("vat_minor"),
)

invoice_vat = Table(
    "invoice_vat",
    metadata,
    ref("invoice_id", "invoice.id", primary_key=True),
    Column("category", Text, primary_key=True),
    Column("rate", Numeric(6, 3), primary_key=True),
    Column("country", Text, primary_key=True),
    minor("net_minor"),
    minor("vat_minor"),
)

billed_period = Table(
    "billed_period",
    metadata,
    Column("contract_line_id", Uuid, primary_key=True),
    Column("first_day", Date, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("period", DATERANGE, nullable=False),
    minor("amount_minor"),
    minor("price_minor"),
    Column("quantity", Numeric(14, 4), nullable=False),
    Column("days", Integer, nullable=False),
    Column("of_days", Integer, nullable=False),
    words("vat_category"),
    Column("vat_rate", Numeric(6, 3), nullable=False),
    words("vat_country"),
    words("vat_reason"),
    words("currency"),
    Column("invoice_id", Uuid, nullable=False),
    Column("invoice_line_id", Uuid, nullable=False, index=True),
    minor("off_minor"),
    minor("given_minor"),
    minor("vat_minor"),
    ExcludeConstraint(
        ("contract_line_id", "="), ("kind", "="), ("period", "&&"), name="billed_period_no_overlap_excl", using="gist"
    ),
)
"""What is charged and not credited back (DECISIONS 8). `vat_minor`: its part of the invoice's VAT."""

billing_run = Table(
    "billing_run",
    metadata,
    identity(),
    Column("as_of", Date, nullable=False),
    words("state", default="running"),
    ref("asked_by", "person.id", nullable=True),
    Column("only_contracts", Integer, nullable=False, server_default=text("0")),
    instant("started_at", now=True),
    instant("moved_at", nullable=True),
    instant("end_wanted_at", nullable=True),
    instant("finished_at", nullable=True),
    Column("customers", Integer, nullable=False, server_default=text("0")),
    Column("customers_done", Integer, nullable=False, server_default=text("0")),
    Column("invoices", Integer, nullable=False, server_default=text("0")),
    Column("credit_notes", Integer, nullable=False, server_default=text("0")),
    Column("failed", Integer, nullable=False, server_default=text("0")),
)
"""`asked_by` NULL: the night's own run. `only_contracts` 0: all that was due. While it runs, `invoices` are all
documents so far; in the end the credit notes stand apart."""

billing_run_sum = Table(
    "billing_run_sum",
    metadata,
    ref("run_id", "billing_run.id", primary_key=True),
    Column("currency", Text, primary_key=True),
    Column("invoices", Integer, nullable=False),
    Column("credit_notes", Integer, nullable=False),
    minor("net_minor"),
    minor("vat_minor"),
    minor("gross_minor"),
)
"""What a run wrote, less its credit notes; filled when it ends."""

billing_failure = Table(
    "billing_failure",
    metadata,
    ref("run_id", "billing_run.id", primary_key=True),
    Column("contract_id", Uuid, primary_key=True),
    words("code"),
    facts(),
)
"""Contracts that a run left out, and why."""

void_number = Table(
    "void_number",
    metadata,
    Column("series", Text, primary_key=True),
    Column("series_number", BigInteger, primary_key=True),
    words("reason"),
    ref("voided_by", "person.id"),
    instant("voided_at"),
    Column("command_id", Uuid, nullable=False),
)
"""Drawn numbers that have no document, and why. With `invoice` it is the register of all numbers."""

document = Table(
    "document",
    metadata,
    identity(),
    words("kind"),
    Column("subject_id", Uuid, nullable=False, index=True),
    words("file_name"),
    Column("content", LargeBinary, nullable=False),
    instant("made_at", now=True),
)
"""Papers as they were sent, unchanged."""

outbox = Table(
    "outbox",
    metadata,
    identity(),
    words("kind"),
    Column("subject_id", Uuid, nullable=False, index=True),
    Column("batch_id", Uuid, nullable=False, index=True),
    words("status", default="waiting"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    facts(),
    instant("created_at", now=True),
    instant("done_at", nullable=True),
    Column("is_urgent", Boolean, nullable=False, server_default=text("false")),
)
"""What a committed transaction promised to the outside: documents to make, letters to send."""

billing_hold = Table(
    "billing_hold",
    metadata,
    ref("contract_id", "contract.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("until_on", Date, nullable=True),
    words("reason", default=""),
    ref("held_by", "person.id"),
    instant("held_at"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only. Who held a contract's bills back until when and why; `until_on` NULL: let go again."""
