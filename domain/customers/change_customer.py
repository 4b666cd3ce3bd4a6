"""Name, mail address, phone and language of a customer are put right; all of it holds at once."""

from dataclasses import dataclass, field, replace

from domain.application import PERSONAL, Command
from domain.clock import Clock
from domain.customers.changing import CustomerChanged
from domain.customers.model import PersonalData
from domain.customers.register_customer import check_customer
from domain.ids import CustomerId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ChangeCustomer(Command):
    """The address in `personal` is not looked at: a move has its day (see ChangeAddress)."""

    customer_id: CustomerId
    personal: PersonalData = field(metadata=PERSONAL)
    language: str = "de"


def change_customer(command: ChangeCustomer, unit: Unit, _clock: Clock) -> CustomerChanged:
    """Invoices that are written keep the name they were written to.

    Raises UnknownCustomer, NameMissing, LanguageUnknown, MailAddressWrong.
    """
    check_customer(command.personal, command.language)
    customer = unit.customers.get(command.customer_id)
    personal = replace(command.personal, address=customer.personal.address)
    unit.customers.save(replace(customer, personal=personal, language=command.language))
    return CustomerChanged(customer.id, 0)
