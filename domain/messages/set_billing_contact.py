"""Bills of a customer go to another address than the rest."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.application import PERSONAL, Command, Event
from domain.clock import Clock
from domain.customers.model import MailAddressWrong
from domain.customers.register_customer import is_mail_address
from domain.ids import CustomerId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SetBillingContact(Command):
    """`address` "": bills go where all letters go."""

    customer_id: CustomerId
    name: str = field(default="", metadata=PERSONAL)
    address: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class BillingContactSet(Event):
    customer_id: CustomerId

    def touched(self) -> Iterable[str]:
        return ("letters", "customers", f"customer:{self.customer_id}")


def set_billing_contact(command: SetBillingContact, unit: Unit, _clock: Clock) -> BillingContactSet:
    """Raises UnknownCustomer, MailAddressWrong."""
    customer = unit.customers.get(command.customer_id)
    address = command.address.strip()
    if address and not is_mail_address(address):
        raise MailAddressWrong(value=address)
    unit.mails.set_contact(customer.id, " ".join(command.name.split())[:200], address)
    return BillingContactSet(customer.id)
