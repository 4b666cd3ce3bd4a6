"""What is open and agreed to be collected gets its next attempt: at most one a time, never more than is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import CustomerId, InvoiceId
from domain.payments.attempt import Attempt
from domain.payments.next_attempt import next_attempt
from domain.payments.planning import OpenItem, Planned
from domain.payments.provider import AttemptId
from domain.payments.telling import announce
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class PlanPayments(Command):
    """Some hundred invoices at a time. `at_once`: the payer wants it now, whatever became of earlier attempts."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    invoice_ids: tuple[InvoiceId, ...]
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class PaymentsPlanned(Event):
    """`invoice_id` and `customer_id`: whose it is where a person asked for it."""

    attempt_ids: tuple[AttemptId, ...]
    invoice_id: InvoiceId | None = None
    customer_id: CustomerId | None = None

    def touched(self) -> Iterable[str]:
        return ("payments",) if self.attempt_ids else ()


def plan_payments(command: PlanPayments, unit: Unit, _clock: Clock) -> PaymentsPlanned:
    """Those that need nothing, or another method, or a person first, are left out."""
    settings = unit.settings.payments().value
    items = unit.payments.open_items(command.invoice_ids) if settings.collectors else []
    choices = unit.payments.choices({each.customer_id for each in items})
    found = [(item, next_attempt(item, choices[item.customer_id], unit, by_person=command.at_once)) for item in items]
    attempts = [attempt_of(item, each, unit) for item, each in found if isinstance(each, Planned)]
    unit.payments.add(attempts)
    plans = [(item, each) for item, each in found if isinstance(each, Planned)]
    for attempt, (item, each) in zip(attempts, plans, strict=True):
        announce(attempt, each.method, item.number, unit)
    return PaymentsPlanned(tuple(each.id for each in attempts))


def attempt_of(item: OpenItem, plan: Planned, unit: Unit) -> Attempt:
    """As it is kept, still to be added."""
    return Attempt(
        AttemptId(unit.new_id()),
        item.invoice_id,
        item.customer_id,
        plan.method.id,
        plan.method.provider,
        plan.method.kind,
        plan.amount,
        plan.collect_on,
        not_before=plan.not_before,
        contract_ids=item.contract_ids,
        planned_on=unit.today(),
    )
