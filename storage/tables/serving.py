"""Whom a counter serves: sessions of its login for one customer each, which are also the log of who looked at whom."""

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, Table
from sqlalchemy.sql.expression import text

from storage.tables.base import identity, instant, metadata, ref, words

serving = Table(
    "serving",
    metadata,
    identity(),
    Column("token_digest", LargeBinary, nullable=False, unique=True),
    ref("customer_id", "customer.id", index=True),
    ref("person_id", "person.id"),
    ref("store_id", "store.id"),
    words("login"),
    instant("opened_at", now=True),
    instant("ends_at"),
    instant("ended_at", nullable=True),
    CheckConstraint("ends_at <= opened_at + interval '20 minutes'", name="length"),
    Index("serving_login_idx", "login", "opened_at"),
    Index("serving_open_idx", "login", unique=True, postgresql_where=text("ended_at IS NULL")),
)
"""Append-only but for `ended_at`, which is written once. Of the secret only the digest is kept."""
