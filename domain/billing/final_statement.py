"""The final statement of a deposit: what was taken, what it settled, what goes back or is still owed."""

from dataclasses import dataclass
from datetime import date

from domain.business import Recipient
from domain.money import Currency, Money, total


@dataclass(frozen=True, slots=True)
class TakenDeposit:
    """The deposit as it was asked for by an invoice."""

    number: str
    issued_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class SecuredItem:
    """An invoice of the contract that was not paid in full. `titles` are its lines, each once.

    `before` was settled of it earlier, `set_off` is taken from the deposit, `left` is still owed.
    """

    number: str
    issued_on: date
    titles: tuple[str, ...]
    gross: Money
    before: Money
    set_off: Money
    left: Money


@dataclass(frozen=True, slots=True)
class FinalStatementSheet:
    """`number` is that of the credit note that gives the deposit back. `unpaid`: what was never paid of the deposit.

    `kept` stands to the customer's credit. All as of the day it was settled; the same whenever it is asked for.
    """

    number: str
    issued_on: date
    contracts: tuple[str, ...]
    customer_number: str
    recipient: Recipient
    language: str
    currency: Currency
    taken: tuple[TakenDeposit, ...]
    unpaid: Money
    items: tuple[SecuredItem, ...]
    kept: Money

    @property
    def owed(self) -> Money:
        """What the deposit was not enough for."""
        return total((item.left for item in self.items), self.currency)
