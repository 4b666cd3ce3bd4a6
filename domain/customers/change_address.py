"""A customer moves. What is taxed at their home follows them from the period that ends after the move."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.application import PERSONAL, SELF_SERVICE, Command, Seat
from domain.billing.tax import is_country
from domain.clock import Clock
from domain.customers.changing import CustomerChanged, enter, first_day
from domain.customers.model import Address, CustomerWithoutAddress, StatusChange
from domain.customers.timeline import CustomerChange
from domain.ids import CustomerId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ChangeAddress(Command):
    """`from_on` None: today. A day to come waits: papers go to the old address until then."""

    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE

    customer_id: CustomerId
    address: Address = field(metadata=PERSONAL)
    from_on: date | None = None
    reason: str = ""


def change_address(command: ChangeAddress, unit: Unit, _clock: Clock) -> CustomerChanged:
    """Raises CustomerWithoutAddress when a part is missing, and what `enter` does."""
    address = command.address
    if not address.is_complete or not is_country(address.country):
        raise CustomerWithoutAddress(customer=command.customer_id)
    status = StatusChange(first_day(command.from_on, unit), country=address.country)
    return enter(command.customer_id, CustomerChange(status, address, command.reason), unit)
