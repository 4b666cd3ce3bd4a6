"""How and within how many days an invoice is to be paid: as it was agreed, and as it changes on the timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.errors import InvalidInput, RuleViolation

MOST_PAYMENT_DAYS: Final = 180
"""More than half a year nobody agrees on; section 271a BGB asks for reasons from 60 days on already."""


class PaymentMethod(StrEnum):
    """How money comes to us. Only the name: mandates and cards stand elsewhere, and nothing is collected without."""

    TRANSFER = "transfer"
    DIRECT_DEBIT = "direct_debit"
    CARD = "card"
    CASH = "cash"
    WALLET = "wallet"


class PaymentDaysWrong(InvalidInput):
    """Days to pay are whole, from 0 (at once) to half a year."""

    code = "payment_days_wrong"


class PaymentTermsSame(RuleViolation):
    """What is asked for is agreed already from that day on."""

    code = "payment_terms_same"


def check_payment_days(days: int | None) -> None:
    """None: nothing was agreed. Raises PaymentDaysWrong."""
    if days is not None and not 0 <= days <= MOST_PAYMENT_DAYS:
        raise PaymentDaysWrong(value=days, most=MOST_PAYMENT_DAYS)


@dataclass(frozen=True, slots=True)
class Payment:
    """`days` after the invoice's day, moved to the next working day. Raises PaymentDaysWrong."""

    method: PaymentMethod = PaymentMethod.TRANSFER
    days: int = 14

    def __post_init__(self) -> None:
        check_payment_days(self.days)


USUAL: Final = Payment()
"""In a house whose owner has not decided otherwise."""


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """Other terms of payment from a day on: invoices of that day and later. Raises PaymentDaysWrong."""

    from_on: date
    method: PaymentMethod
    days: int

    def __post_init__(self) -> None:
        check_payment_days(self.days)

    @property
    def payment(self) -> Payment:
        return Payment(self.method, self.days)


def with_terms(known: Iterable[PaymentTerms], new: PaymentTerms) -> tuple[PaymentTerms, ...]:
    """In order of days; later entries give way, as one changes what holds from then on."""
    return (*(each for each in known if each.from_on < new.from_on), new)
