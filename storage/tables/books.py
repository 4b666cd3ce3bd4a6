"""Files for the accountant and what is in them; the logo on papers."""

from sqlalchemy import Column, Date, Integer, LargeBinary, Table, Uuid

from storage.tables.base import identity, instant, metadata, minor, ref, words

book_export = Table(
    "book_export",
    metadata,
    identity(),
    words("file_name", unique=True),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("facts", Integer, nullable=False),
    minor("debit_minor"),
    Column("content", LargeBinary, nullable=False),
    instant("made_at"),
    ref("actor_id", "person.id"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only: a file as it was handed out. `facts` are the documents and entries in it, `rows` its postings."""

book_export_document = Table(
    "book_export_document",
    metadata,
    ref("invoice_id", "invoice.id", primary_key=True),
    ref("export_id", "book_export.id"),
)
"""Append-only; its key is why no document is in two files."""

book_export_entry = Table(
    "book_export_entry",
    metadata,
    ref("entry_id", "settlement.id", primary_key=True),
    ref("export_id", "book_export.id"),
)
"""Append-only, as `book_export_document`, for entries of the ledger."""

business_logo = Table(
    "business_logo",
    metadata,
    identity(),
    Column("content", LargeBinary, nullable=False),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only: pictures; the business names the one that is on papers now."""
