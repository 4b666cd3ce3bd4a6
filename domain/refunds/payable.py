"""How much of a refund is money at all: only what was paid goes out; the ledger decides, the rest stays balance."""

from collections.abc import Sequence

from domain.billing.settlement import Source, balance_of
from domain.money import Money
from domain.refunds.model import Refund


def payable(refund: Refund, sources: Sequence[Source], paid_in: Money, handed_out: Money) -> Money:
    """The least of what was approved, what credit notes of the contract left, and what ever came in as money.

    `handed_out`: left a drawer for other refunds of the customer, and is not in the ledger yet.
    """
    there = balance_of([each for each in sources if each.is_payable], refund.amount.currency)
    least = min(refund.amount.minor, there.minor - handed_out.minor, paid_in.minor - handed_out.minor)
    return Money(max(least, 0), refund.amount.currency)
