"""What a till shows of the customer who stands there: what is open, what they have, and whether to mind something."""

from dataclasses import dataclass

from domain.customers.model import Customer
from domain.money import Money
from domain.views.serving import ServingDesk


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """`open`: what is left to pay, one amount a currency. `overdue`: how many of the bills are past their day."""

    open: tuple[Money, ...] = ()
    overdue: int = 0
    things: int = 0
    contracts: int = 0
    returns: int = 0
    balances: tuple[Money, ...] = ()


def card_of(serving: ServingDesk, customer: Customer) -> CustomerCard:
    """That the customer was looked at is written down. Raises what serving refuses."""
    with serving.pages(serving.serve(customer.id)) as pages:
        overview, day = pages.overview(), pages.today
        sums: dict[str, Money] = {}
        for item in overview.open_items:
            sums[item.open.currency] = sums.get(item.open.currency, Money(0, item.open.currency)) + item.open
        late = sum(item.due_on is not None and item.due_on < day and bool(item.open) for item in overview.open_items)
        running = [each for each in overview.contracts if each.contract.start_on is not None]
        owed = tuple(amount for amount in sums.values() if amount)
        balances = tuple(amount for amount in overview.balances if amount)
        return CustomerCard(owed, late, len(overview.things), len(running), len(overview.returns), balances)
