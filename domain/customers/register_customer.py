"""Take a new customer into the books."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Final

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.clock import Clock
from domain.customers.model import Customer, CustomerKind, LanguageUnknown, MailAddressWrong, NameMissing, PersonalData
from domain.ids import CustomerId
from domain.ports import Unit

LANGUAGES: Final = ("de", "en")
_MAIL: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\]+")


@dataclass(frozen=True, slots=True)
class RegisterCustomer(Command):
    """`language` is "de" or "en"; `vat_id` "" for none."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.POS}

    personal: PersonalData = field(metadata=PERSONAL)
    customer_kind: CustomerKind = CustomerKind.CONSUMER
    language: str = "de"
    vat_id: str = ""


@dataclass(frozen=True, slots=True)
class CustomerRegistered(Event):
    customer_id: CustomerId
    number: str

    def touched(self) -> Iterable[str]:
        return ("customers", f"customer:{self.customer_id}")


def register_customer(command: RegisterCustomer, unit: Unit, _clock: Clock) -> CustomerRegistered:
    """A new customer with a number.

    Raises:
        NameMissing: neither a family name nor a company.
        LanguageUnknown: letters cannot be written in that language.
        MailAddressWrong: the mail address is given and is none.
    """
    personal = command.personal
    check_customer(personal, command.language)
    customer = Customer(
        CustomerId(unit.new_id()),
        unit.numbers.next_code("CU"),
        command.customer_kind,
        command.language,
        command.vat_id,
        personal,
    )
    unit.customers.add(customer)
    return CustomerRegistered(customer.id, customer.number)


def check_customer(personal: PersonalData, language: str) -> None:
    """Raises NameMissing, MailAddressWrong, LanguageUnknown."""
    if not (personal.family_name.strip() or personal.company.strip()):
        raise NameMissing
    if personal.email and not is_mail_address(personal.email):
        raise MailAddressWrong(value=personal.email)
    if language not in LANGUAGES:
        raise LanguageUnknown(value=language)


def is_mail_address(text: str) -> bool:
    return bool(_MAIL.fullmatch(text)) and len(text) <= 254
