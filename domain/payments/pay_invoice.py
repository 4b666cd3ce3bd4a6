"""The customer pays what is open of an invoice at once, by a method of theirs, whatever was agreed for it."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import SELF_SERVICE, Command, Seat
from domain.billing.settlement import OpenChangedMeanwhile, UnknownDocument
from domain.clock import Clock
from domain.ids import CustomerId, InvoiceId
from domain.money import Money
from domain.payments.attempt import MethodId
from domain.payments.methods import MethodEnded, UnknownMethod
from domain.payments.plan_payments import PaymentsPlanned, attempt_of
from domain.payments.planning import NotPlanned, wanted
from domain.payments.retry_payment import NotCollected
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class PayInvoice(Command):
    """`open_seen`: what was open when the payer said yes; nothing else is taken from them."""

    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE
    has_consequences: ClassVar[bool] = True

    customer_id: CustomerId
    invoice_id: InvoiceId
    method_id: MethodId
    open_seen: Money


def pay_invoice(command: PayInvoice, unit: Unit, _clock: Clock) -> PaymentsPlanned:
    """Raises UnknownDocument, OpenChangedMeanwhile, UnknownMethod, MethodEnded, NotCollected."""
    items = unit.payments.open_items([command.invoice_id])
    if not items or items[0].customer_id != command.customer_id:
        raise UnknownDocument(document=command.invoice_id)
    [item] = items
    if item.open != command.open_seen:
        raise OpenChangedMeanwhile(number=item.number, open=item.open)
    method = unit.payments.choices({item.customer_id})[item.customer_id].methods.get(command.method_id)
    if method is None:
        raise UnknownMethod(method=command.method_id)
    if not method.is_usable(unit.today()):
        raise MethodEnded(shown=method.shown)
    plan = wanted(item, method, unit.settings.payments().value, unit.today())
    if isinstance(plan, NotPlanned):
        raise NotCollected(why=plan)
    attempt = attempt_of(item, plan, unit)
    unit.payments.add([attempt])
    return PaymentsPlanned((attempt.id,), item.invoice_id, item.customer_id)
