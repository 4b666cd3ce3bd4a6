"""What all changes of a running customer share: the day they hold from, the reason, and what follows for contracts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.application import Event
from domain.contracts.changing import BackdatingNeedsReason
from domain.customers.timeline import CustomerChange
from domain.ids import CustomerId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class CustomerChanged(Event):
    """`contracts`: how many running ones the next run looks at again."""

    customer_id: CustomerId
    contracts: int

    def touched(self) -> Iterable[str]:
        return ("customers", f"customer:{self.customer_id}", "contracts")


def enter(customer_id: CustomerId, change: CustomerChange, unit: Unit) -> CustomerChanged:
    """Onto the customer's timeline; the next run bills the difference, earlier invoices stay as they were written.

    Raises:
        UnknownCustomer: there is none of this id.
        BackdatingNeedsReason: it holds from a day that is over, and nobody says why.
    """
    from_on, reason = change.status.from_on, change.reason.strip()
    if from_on < unit.today() and not reason:
        raise BackdatingNeedsReason(day=from_on)
    unit.customers.get(customer_id)
    return CustomerChanged(customer_id, unit.customers.change(customer_id, replace(change, reason=reason)))


def first_day(from_on: date | None, unit: Unit) -> date:
    return from_on or unit.today()
