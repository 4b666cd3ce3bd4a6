"""Whether somebody can take over a contract."""

from domain.ids import CustomerId
from domain.losses.blocked import check_not_blocked
from domain.ports import Unit


def check_receiver(customer_id: CustomerId, unit: Unit) -> None:
    """Raises UnknownCustomer, CustomerWithoutAddress, CustomerBlocked."""
    unit.customers.get(customer_id).shipping_address()
    check_not_blocked(customer_id, unit)
