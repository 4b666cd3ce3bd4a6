"""What this machine knows for collecting beside the books: banks by their numbers, and the keys of providers."""

from dataclasses import dataclass

from domain.checks.facts import BankAccounts
from domain.payments.keys import PaymentKeys


@dataclass(frozen=True, slots=True)
class MoneyOutside:
    """Both need no network."""

    banks: BankAccounts
    keys: PaymentKeys
