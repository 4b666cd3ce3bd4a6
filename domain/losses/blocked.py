"""Whether something new may begin with a customer."""

from domain.ids import CustomerId
from domain.losses.cases import CustomerBlocked
from domain.ports import Unit


def check_not_blocked(customer_id: CustomerId, unit: Unit) -> None:
    """Raises CustomerBlocked."""
    case = unit.losses.open_case(customer_id)
    if case is not None:
        raise CustomerBlocked(case=case.number, kind=case.kind)
