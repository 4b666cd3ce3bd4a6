"""A customer at the counter names another mail address. The former one hears of it, for it opened the pages."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.clock import Clock
from domain.customers.changing import CustomerChanged
from domain.customers.register_customer import check_customer
from domain.ids import CustomerId
from domain.messages.contract_letter import LetterKind, MailAddress, Told
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class NoteMailAddress(Command):
    """`email` "": there is none any more."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    customer_id: CustomerId
    email: str = field(default="", metadata=PERSONAL)


def note_mail_address(command: NoteMailAddress, unit: Unit, clock: Clock) -> CustomerChanged:
    """Raises UnknownCustomer, MailAddressWrong."""
    customer = unit.customers.get(command.customer_id)
    former = customer.personal
    personal = replace(former, email=command.email.strip())
    check_customer(personal, customer.language)
    unit.customers.save(replace(customer, personal=personal))
    if former.email and former.email != personal.email:
        to = MailAddress(former.email, personal.name, customer.language, customer.number)
        told = Told(LetterKind.MAIL_ADDRESS_CHANGED, times={"changed_at": clock.now()})
        unit.letters.write(to, told, unit.context.command_id)
    return CustomerChanged(customer.id, 0)
