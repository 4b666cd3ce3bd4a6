"""All that is kept about one customer, for themselves. Source: articles 15 and 20 GDPR."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from psycopg.types.range import Range

from storage.database import Database

TABLES: Final = (
    *("customer", "customer_personal", "customer_change", "customer_address", "customer_billing", "customer_balance"),
    *("customer_order", "contract", "contract_line", "contract_line_version", "billed_period", "assignment"),
    *("thing_name", "shipment", "shipment_line", "delivery", "return_case", "return_line", "return_step", "swap"),
    *("swap_step", "buyout_offer", "buyout_item", "repair", "invoice", "invoice_line", "invoice_vat"),
    *("invoice_personal", "document_account", "settlement", "payment_attempt", "referral_code", "referral"),
    *("outbox", "portal_session", "payment_method"),
)
"""The views of the schema `umlauf_own` that hold the customer's own rows."""


def everything(database: Database) -> Mapping[str, object]:
    """A table a key, its rows as JSON values."""
    return {
        name: [
            {column: _plain(value) for column, value in row.items() if column != "search"}
            for row in database.read(f"SELECT * FROM umlauf.{name} LIMIT 100000")  # noqa: S608 - constants only
        ]
        for name in TABLES
    }


def _plain(value: Any) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, Range):
        return {"from": _plain(value.lower), "until": _plain(value.upper)}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    return value if isinstance(value, str | int | bool | None) else str(value)
