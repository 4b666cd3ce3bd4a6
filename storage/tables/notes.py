"""Notes and files of a contract: the fact stays for ever, words and files lie beside and can be erased."""

from sqlalchemy import CheckConstraint, Column, Integer, LargeBinary, Table, Uuid

from storage.tables.base import identity, instant, metadata, ref, words

contract_note = Table(
    "contract_note",
    metadata,
    identity(),
    ref("contract_id", "contract.id", index=True),
    words("media_type", nullable=True),
    Column("size", Integer, nullable=False),
    words("digest"),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
)
"""Append-only. `media_type` NULL: a note; else a file of `size` bytes with the SHA-256 `digest` (hex)."""

contract_note_content = Table(
    "contract_note_content",
    metadata,
    ref("note_id", "contract_note.id", primary_key=True),
    words("words", default=""),
    words("salt", default=""),
    words("file_name", default=""),
    Column("content", LargeBinary, nullable=True),
    CheckConstraint("octet_length(content) <= 10485760", name="size"),
)
"""`salt` stands before the words in their digest: without it, nobody can guess what was written. It goes with them."""

contract_note_removal = Table(
    "contract_note_removal",
    metadata,
    ref("note_id", "contract_note.id", primary_key=True),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
)
"""Append-only. What was taken away, by which command."""

contract_note_erasure = Table(
    "contract_note_erasure",
    metadata,
    ref("note_id", "contract_note.id", primary_key=True),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
)
"""Append-only. What was erased, by which command; the row itself erases, by the database's trigger."""
