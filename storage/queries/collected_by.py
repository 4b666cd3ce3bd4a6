"""How the amount of an issued invoice will be collected: under which mandate, on which day, from which card."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.billing.invoice_sheet import DirectDebit, Payment
from domain.contracts.payment import PaymentMethod
from domain.ids import CustomerId, InvoiceId
from domain.payments.methods import Method
from domain.payments.planning import Planned, planned
from storage.database import Row
from storage.repositories.payment_methods import METHODS, method_from
from storage.repositories.payment_settings import PAYMENTS, payments_from
from storage.repositories.payments import choices_from, items_from

Read = Callable[..., list[Row]]
_FIRST: Final = (
    f"SELECT a.collect_on, x.* FROM ({METHODS}) x JOIN umlauf.payment_attempt a ON a.payment_method_id = x.id"  # noqa: S608 - constants
    " WHERE a.invoice_id = %(id)s ORDER BY a.planned_at, a.id LIMIT 1"
)
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class CollectedBy:
    """`payment` None: nothing is there that it could be collected by, so nothing is promised."""

    payment: Payment | None = None
    debit: DirectDebit | None = None
    card_digits: str = ""


def collected_by(read: Read, invoice_id: InvoiceId, customer_id: CustomerId, issued_on: date) -> CollectedBy:
    """By the first attempt that was planned; before there is one, by what will be planned for it."""
    rows = read(_FIRST, id=invoice_id)
    if rows:
        return _told(method_from(rows[0]), rows[0]["collect_on"])
    items = items_from(read, [invoice_id])
    stored = read("SELECT value FROM umlauf.setting WHERE name = %(name)s", name=PAYMENTS)
    settings = payments_from(stored[0]["value"] if stored else None)
    if not items or not settings.collectors:
        return CollectedBy()
    plan = planned(items[0], choices_from(read, [customer_id])[customer_id], settings, issued_on)
    return _told(plan.method, plan.collect_on) if isinstance(plan, Planned) else CollectedBy()


def _told(method: Method, on: date) -> CollectedBy:
    if method.kind is PaymentMethod.CARD:
        digits = "".join(sign for sign in method.shown if sign.isdigit())[-_DIGITS:]
        return CollectedBy(Payment.CARD, card_digits=digits if len(digits) == _DIGITS else "")
    if method.kind is PaymentMethod.DIRECT_DEBIT and method.mandate is not None:
        mandate = method.mandate
        return CollectedBy(
            Payment.DIRECT_DEBIT, DirectDebit(mandate.reference, mandate.creditor_id, on=on, account=method.shown)
        )
    return CollectedBy()
