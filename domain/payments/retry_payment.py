"""A person wants what is open of an invoice to be collected now, whatever became of earlier attempts."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.billing.settlement import UnknownDocument
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import InvoiceId
from domain.payments.plan_payments import PaymentsPlanned, attempt_of
from domain.payments.planning import NotPlanned, planned
from domain.ports import Unit


class NotCollected(RuleViolation):
    """Nothing can be collected of this invoice as things are; `why` says the reason."""

    code = "not_collected"


@dataclass(frozen=True, slots=True)
class RetryPayment(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    invoice_id: InvoiceId


def retry_payment(command: RetryPayment, unit: Unit, _clock: Clock) -> PaymentsPlanned:
    """Raises UnknownDocument, NotCollected."""
    items = unit.payments.open_items([command.invoice_id])
    if not items:
        raise UnknownDocument(document=command.invoice_id)
    [item] = items
    choices = unit.payments.choices({item.customer_id})[item.customer_id]
    plan = planned(item, choices, unit.settings.payments().value, unit.today(), by_person=True)
    if isinstance(plan, NotPlanned):
        raise NotCollected(why=plan)
    attempt = attempt_of(item, plan, unit)
    unit.payments.add([attempt])
    return PaymentsPlanned((attempt.id,), item.invoice_id, item.customer_id)
