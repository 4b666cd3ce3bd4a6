"""Declarations that end contracts: the fact, the sender's words beside it, and each step."""

from sqlalchemy import CheckConstraint, Column, Integer, LargeBinary, Table, Uuid

from storage.tables.base import facts, identity, instant, metadata, ref, words

declaration = Table(
    "declaration",
    metadata,
    identity(),
    words("number", unique=True),
    words("channel"),
    instant("received_at"),
    words("language"),
    words("media_type", nullable=True),
    Column("size", Integer, nullable=False),
    words("digest"),
    ref("taken_by", "person.id"),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
)
"""Append-only. `media_type` NULL: words alone; else a file of `size` bytes. `digest` is of the file, or of the words
with their salt before them."""

declaration_content = Table(
    "declaration_content",
    metadata,
    ref("declaration_id", "declaration.id", primary_key=True),
    words("words", default=""),
    words("salt", default=""),
    words("sender_name", default=""),
    words("sender_contract", default=""),
    words("sender_email", default=""),
    words("file_name", default=""),
    Column("content", LargeBinary, nullable=True),
    CheckConstraint("octet_length(content) <= 10485760", name="size"),
)
"""The words are personal: they lie beside (DECISIONS 15)."""

declaration_step = Table(
    "declaration_step",
    metadata,
    ref("declaration_id", "declaration.id", primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    words("step"),
    words("stage"),
    ref("contract_id", "contract.id", nullable=True, index=True),
    facts(),
    instant("effective_at"),
    Column("actor_id", Uuid, nullable=False),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only: what happened to a declaration, and where it stands after it."""
