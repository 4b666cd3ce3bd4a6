"""A customer has another mail address, and has shown that letters to it arrive."""

from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from domain.application import Command, Seat
from domain.clock import Clock
from domain.customers.changing import CustomerChanged
from domain.customers.register_customer import check_customer
from domain.ids import CustomerId
from domain.messages.contract_letter import LetterKind, MailAddress, Told
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TakeNewAddress(Command):
    """`request_id` is that of the code which was sent to the new address."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.PORTAL})

    customer_id: CustomerId
    request_id: UUID


def take_new_address(command: TakeNewAddress, unit: Unit, clock: Clock) -> CustomerChanged:
    """The old address hears of it too, before it is gone. Raises UnknownCustomer, AddressNotConfirmed."""
    customer = unit.customers.get(command.customer_id)
    address = unit.portal.confirmed_address(command.request_id, customer.id)
    personal = replace(customer.personal, email=address)
    check_customer(personal, customer.language)
    unit.customers.save(replace(customer, personal=personal))
    if customer.personal.email:
        to = MailAddress(customer.personal.email, personal.name, customer.language, customer.number)
        told = Told(LetterKind.MAIL_ADDRESS_CHANGED, times={"changed_at": clock.now()})
        unit.letters.write(to, told, command.request_id)
    return CustomerChanged(customer.id, 0)
