"""The customers' own pages: codes asked for, tries, sessions, and what customers wished for.

Their login sees none of it: it has the views and functions of the schema `umlauf_own` (`45_portal.sql`).
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, Table, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.sql.expression import text

from storage.tables.base import SCHEMA, Xid8, facts, identity, instant, metadata, ref, words

portal_request = Table(
    "portal_request",
    metadata,
    identity(),
    words("purpose"),
    words("address", default=""),
    Column("address_digest", LargeBinary, nullable=False, index=True),
    Column("origin", LargeBinary, nullable=False, index=True),
    words("language"),
    ref("for_customer", "customer.id", nullable=True),
    Column("customers", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("code_digest", LargeBinary, nullable=True),
    Column("link_digest", LargeBinary, nullable=True),
    instant("asked_at", now=True),
    instant("sent_at", nullable=True),
    instant("expires_at", nullable=True),
    instant("used_at", nullable=True),
    CheckConstraint("purpose IN ('sign_in', 'new_address')", name="purpose"),
)
"""Of code and link only digests are kept; `origin` is a digest of the network address."""

portal_try = Table(
    "portal_try",
    metadata,
    ref("request_id", "portal_request.id", primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("digest", LargeBinary, nullable=False),
    Column("origin", LargeBinary, nullable=False, index=True),
    instant("tried_at", now=True),
    Column("xid", Xid8, nullable=False, server_default=text("pg_current_xact_id()")),
    CheckConstraint("n BETWEEN 1 AND 5", name="n"),
)
"""Append-only, five for each code; a try opens something only in a later transaction than its own."""

portal_session = Table(
    "portal_session",
    metadata,
    identity(),
    Column("token_digest", LargeBinary, nullable=False, unique=True),
    Column("former_digest", LargeBinary, nullable=True, index=True),
    ref("customer_id", "customer.id", index=True),
    Column("customers", ARRAY(Uuid), nullable=False),
    Column("request_id", Uuid, ForeignKey(f"{SCHEMA}.portal_request.id"), nullable=False, unique=True),
    instant("opened_at", now=True),
    instant("seen_at", now=True),
    instant("turned_at", now=True),
    instant("ended_at", nullable=True),
)
"""`customers` have the address that was proved; `customer_id` is the one whose pages are open."""

portal_wish = Table(
    "portal_wish",
    metadata,
    identity(),
    ref("customer_id", "customer.id", nullable=True, index=True),
    words("name"),
    facts("payload"),
    Column("personal", JSONB, nullable=True),
    Column("content", LargeBinary, nullable=True),
    Column("origin", LargeBinary, nullable=False, index=True),
    ref("actor_id", "person.id"),
    instant("filed_at", now=True),
    words("seat", default="portal"),
    ref("serving_id", "serving.id", nullable=True),
    CheckConstraint("octet_length(content) <= 10485760", name="size"),
    CheckConstraint("seat IN ('portal', 'pos') AND (seat = 'pos') = (serving_id IS NOT NULL)", name="seat"),
)
"""Append-only but for `personal` and `content`, which go when it is carried out. No customer: declared by anybody.
`seat` "pos": wished for at the counter, while somebody served the customer there."""
