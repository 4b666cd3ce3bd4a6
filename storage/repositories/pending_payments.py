"""Of which invoices a payment is planned, on its way, or unknown: dunning waits for it."""

from collections.abc import Callable, Sequence
from typing import Final

from domain.ids import InvoiceId
from storage.database import Row
from storage.repositories.base import plain_array

_PENDING: Final = (
    "SELECT invoice_id FROM umlauf.payment_attempt WHERE invoice_id = ANY(%(ids)s::uuid[])"
    " AND status IN ('planned', 'submitted', 'pending', 'unknown')"
)


def pending_for(read: Callable[..., list[Row]], ids: Sequence[InvoiceId]) -> frozenset[InvoiceId]:
    """One that waits for the customer's own confirmation is none."""
    rows = read(_PENDING, ids=plain_array(ids)) if ids else []
    return frozenset(InvoiceId(row["invoice_id"]) for row in rows)
