"""A customer says under which number they are called, and in which language letters are written."""

from dataclasses import dataclass, field, replace
from typing import ClassVar, Final

from domain.application import PERSONAL, Command, Seat
from domain.clock import Clock
from domain.customers.changing import CustomerChanged
from domain.customers.register_customer import check_customer
from domain.errors import InvalidInput
from domain.ids import CustomerId
from domain.ports import Unit

LONGEST: Final = 40
_SIGNS: Final = frozenset("0123456789+-/() .")


class PhoneWrong(InvalidInput):
    """Digits and what stands between them, no longer than a line."""

    code = "phone_wrong"


@dataclass(frozen=True, slots=True)
class ChangeContact(Command):
    """Name and mail address stay: a name is changed by the office, an address by a code sent to it."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.PORTAL})

    customer_id: CustomerId
    phone: str = field(default="", metadata=PERSONAL)
    language: str = "de"


def change_contact(command: ChangeContact, unit: Unit, _clock: Clock) -> CustomerChanged:
    """Raises UnknownCustomer, PhoneWrong, LanguageUnknown."""
    phone = " ".join(command.phone.split())
    if len(phone) > LONGEST or not _SIGNS.issuperset(phone):
        raise PhoneWrong(value=phone)
    customer = unit.customers.get(command.customer_id)
    personal = replace(customer.personal, phone=phone)
    check_customer(personal, command.language)
    unit.customers.save(replace(customer, personal=personal, language=command.language))
    return CustomerChanged(customer.id, 0)
