"""Letters stop: a person blocks them, the customer objects or promises a day, or is never to be reminded."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.clock import Clock
from domain.dunning.model import (
    LONGEST_REASON,
    DunningDayWrong,
    DunningReasonMissing,
    Hold,
    HoldId,
    HoldKind,
    HoldNeedsItem,
)
from domain.dunning.touching import touched_by
from domain.ids import CustomerId, InvoiceId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class HoldDunning(Command):
    """`invoice_id` None: all of the customer. `until` None: until it is lifted; a promise names its day."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    hold_id: HoldId
    customer_id: CustomerId
    hold: HoldKind
    invoice_id: InvoiceId | None = None
    until: date | None = None
    reason: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class DunningHeld(Event):
    customer_id: CustomerId
    hold: HoldKind

    def touched(self) -> Iterable[str]:
        return touched_by(self.customer_id)


def hold_dunning(command: HoldDunning, unit: Unit, _clock: Clock) -> DunningHeld:
    """Raises UnknownCustomer, UnknownDocument, DunningReasonMissing, DunningDayWrong, HoldNeedsItem."""
    customer = unit.customers.get(command.customer_id)
    reason = command.reason.strip()[:LONGEST_REASON]
    if not reason:
        raise DunningReasonMissing(number=customer.number)
    if command.until is None and command.hold is HoldKind.PROMISE:
        raise DunningDayWrong(day=unit.today())
    if command.until is not None and command.until < unit.today():
        raise DunningDayWrong(day=command.until)
    is_of_item = command.invoice_id is not None
    if (command.hold is HoldKind.DISPUTE and not is_of_item) or (command.hold is HoldKind.EXEMPTION and is_of_item):
        raise HoldNeedsItem(number=customer.number)
    if command.invoice_id is not None:
        document = unit.billing.settlements.document(command.invoice_id)
        if document.customer_id != customer.id:
            raise HoldNeedsItem(number=document.number)
    hold = Hold(command.hold_id, customer.id, command.hold, reason, command.invoice_id, command.until)
    unit.dunning.add_hold(hold)
    return DunningHeld(customer.id, command.hold)
