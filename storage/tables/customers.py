"""Customers; what names a person stands apart and can be erased."""

from sqlalchemy import Column, Date, Integer, Table
from sqlalchemy.types import Text, Uuid

from storage.tables.base import identity, instant, metadata, ref, words

customer = Table(
    "customer",
    metadata,
    identity(),
    words("number", unique=True),
    words("kind"),
    words("language"),
    words("vat_id", default=""),
    words("country", default="DE"),
    instant("registered_at", now=True),
)

customer_personal = Table(
    "customer_personal",
    metadata,
    ref("customer_id", "customer.id", primary_key=True),
    words("given_name", default=""),
    words("family_name", default=""),
    words("company", default=""),
    words("email", default=""),
    words("phone", default=""),
    words("street", default=""),
    words("postcode", default=""),
    words("city", default=""),
    Column("search", Text, nullable=False),
)
"""`search` is what the search field finds a customer by: names, mail address and number, made findable by
`domain/spelling.py`."""

customer_change = Table(
    "customer_change",
    metadata,
    ref("customer_id", "customer.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("from_on", Date, nullable=True),
    words("kind", nullable=True),
    words("country", nullable=True),
    words("vat_id", nullable=True),
    Column("checked_on", Date, nullable=True),
    words("check_reference", default=""),
    words("reason", default=""),
    Column("command_id", Uuid, nullable=False),
    instant("recorded_at", now=True),
)
"""What VAT knows of a customer, over time; number 0 is the state before the first change. NULL: stays as it was."""

customer_address = Table(
    "customer_address",
    metadata,
    ref("customer_id", "customer.id", primary_key=True),
    Column("n", Integer, primary_key=True),
    words("street", default=""),
    words("postcode", default=""),
    words("city", default=""),
)
"""The addresses that belong to the changes, erasable."""

customer_billing = Table(
    "customer_billing",
    metadata,
    ref("customer_id", "customer.id", primary_key=True),
    Column("version", Integer, primary_key=True),
    words("method", nullable=True),
    Column("days", Integer, nullable=True),
    words("collective", nullable=True),
    words("reason", default=""),
    ref("changed_by", "person.id"),
    instant("changed_at"),
    Column("command_id", Uuid, nullable=False),
)
"""Append-only. How a customer pays and what shares an invoice, the newest version counts; NULL: as the house has it."""
