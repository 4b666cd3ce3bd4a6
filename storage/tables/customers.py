"""Customers; what names a person stands apart and can be erased."""

from sqlalchemy import Column, Table
from sqlalchemy.types import Text

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
"""`search` is what the search field finds a customer by: names and mail address in lower case."""
