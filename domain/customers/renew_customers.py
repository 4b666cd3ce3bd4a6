"""A change that was entered for a later day has come: the customer is now as it says. The worker's, every night."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import CustomerId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class RenewCustomers(Command):
    """`day` has come; days that were missed are caught up."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    customer_ids: tuple[CustomerId, ...]
    day: date


@dataclass(frozen=True, slots=True)
class CustomersRenewed(Event):
    customer_ids: tuple[CustomerId, ...]

    def touched(self) -> Iterable[str]:
        return ("customers", "shipments", *(f"customer:{each}" for each in self.customer_ids))


def renew_customers(command: RenewCustomers, unit: Unit, _clock: Clock) -> CustomersRenewed:
    """Address, kind, country and VAT id as they are today, for parcels and screens. Invoices ask the timeline."""
    for customer_id in command.customer_ids:
        unit.customers.renew(customer_id)
    return CustomersRenewed(command.customer_ids)
