"""Whether a customer who owes money may order, swap, or change to something dearer."""

from domain.dunning.model import DunningBlocks
from domain.ids import CustomerId
from domain.losses.blocked import check_not_blocked
from domain.ports import Unit


def check_pays(customer_id: CustomerId, unit: Unit) -> None:
    """Raises DunningBlocks: a letter that stops changes was sent, and what it was about is still open."""
    stopped = unit.dunning.is_stopped(customer_id)
    if stopped is not None:
        level, still_open = stopped
        raise DunningBlocks(level=level, open=still_open)


def check_may_begin(customer_id: CustomerId, unit: Unit) -> None:
    """Whether something new may begin with a customer. Raises CustomerBlocked, DunningBlocks."""
    check_not_blocked(customer_id, unit)
    check_pays(customer_id, unit)
