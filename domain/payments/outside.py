"""What this machine knows for collecting beside the books: banks by their numbers, and the keys of providers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.checks.facts import BankAccounts
from domain.money import Money
from domain.payments.keys import PaymentKeys


@dataclass(frozen=True, slots=True)
class Movement:
    """A line of the training bank's statement. `amount` is negative for what went back, `account` masked."""

    on: date
    purpose: str
    amount: Money
    account: str


def _no_statement() -> Sequence[Movement]:
    return ()


@dataclass(frozen=True, slots=True)
class MoneyOutside:
    """None of it needs a network. `training`: the statement of the training bank, the newest first."""

    banks: BankAccounts
    keys: PaymentKeys
    training: Callable[[], Sequence[Movement]] = _no_statement
