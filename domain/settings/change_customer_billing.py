"""A customer pays otherwise than the house has it, or wants other invoices."""

from dataclasses import dataclass

from domain.application import Command
from domain.clock import Clock
from domain.customers.changing import CustomerChanged
from domain.ids import CustomerId
from domain.ports import Unit
from domain.settings.book import check_version
from domain.settings.customer import CustomerBilling


@dataclass(frozen=True, slots=True)
class ChangeCustomerBilling(Command):
    """`version` is that of what the person saw; 0: nothing was ever agreed."""

    customer_id: CustomerId
    version: int
    billing: CustomerBilling
    reason: str = ""


def change_customer_billing(command: ChangeCustomerBilling, unit: Unit, _clock: Clock) -> CustomerChanged:
    """Running contracts keep how they are paid; see ChangePaymentTerms.

    Raises UnknownCustomer, SettingsChangedMeanwhile; PaymentDaysWrong when the values are put together.
    """
    customer = unit.customers.get(command.customer_id)
    kept = unit.settings.customer(customer.id)
    check_version(kept, command.version)
    unit.settings.save_customer(customer.id, kept.version + 1, command.billing, command.reason.strip())
    return CustomerChanged(customer.id, 0)
