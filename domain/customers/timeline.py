"""A customer over time: who they were on a day, for VAT and for the address on a paper."""

from dataclasses import dataclass
from datetime import date

from domain.billing.tax import BillingParty
from domain.customers.model import Address, Customer, CustomerKind, StatusChange
from domain.ids import CustomerId


@dataclass(frozen=True, slots=True)
class CustomerState:
    """A customer as they were before the first change that was entered."""

    kind: CustomerKind
    country: str
    vat_id: str
    address: Address | None


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """One entry: what became known, from which day it holds, and why it was entered.

    `address` None: no move, or erased. `checked_on` and `check_reference` say when and how the VAT id was checked.
    """

    status: StatusChange
    address: Address | None = None
    reason: str = ""
    checked_on: date | None = None
    check_reference: str = ""


@dataclass(frozen=True, slots=True)
class CustomerTimeline:
    """`changes` in the order in which they were entered; of two for one day the later entered one holds."""

    customer_id: CustomerId
    before: CustomerState
    changes: tuple[CustomerChange, ...] = ()

    def party(self) -> BillingParty:
        """For billing, which asks it for the day it needs."""
        state = self.before
        changes = tuple(change.status for change in self._by_day())
        return BillingParty(self.customer_id, state.kind, state.country, state.vat_id, changes)

    def address_on(self, day: date) -> Address | None:
        """None: none was ever given."""
        address = self.before.address
        for change in self._by_day():
            if change.address is not None and change.status.from_on <= day:
                address = change.address
        return address

    def changed(self, change: CustomerChange) -> "CustomerTimeline":
        return CustomerTimeline(self.customer_id, self.before, (*self.changes, change))

    def _by_day(self) -> list[CustomerChange]:
        return sorted(self.changes, key=lambda change: change.status.from_on)


def timeline_of(customer: Customer, country: str) -> CustomerTimeline:
    """Of a customer who never changed. `country` counts where no address was given."""
    address = customer.personal.address
    state = CustomerState(customer.kind, address.country if address else country, customer.vat_id, address)
    return CustomerTimeline(customer.id, state)
