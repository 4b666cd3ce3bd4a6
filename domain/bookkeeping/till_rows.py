"""What a till gives to the books: sales to nobody by name, and money that moved without a receipt.

What a customer paid at a till stands in the ledger of entries, and what they bought on an invoice: neither is here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from domain.money import Currency, Money
from domain.till.drawer import CashWhy
from domain.till.model import ReceiptId, Tendered, VatGroup, Way


@dataclass(frozen=True, slots=True)
class ReceiptFact:
    """A receipt without a customer. `untaxed`: what its vouchers cost."""

    id: ReceiptId
    number: str
    on: date
    currency: Currency
    groups: tuple[VatGroup, ...]
    untaxed: Money
    payments: tuple[Tendered, ...]


@dataclass(frozen=True, slots=True)
class CashFact:
    """An entry of a drawer that belongs to no receipt; `amount` below nothing went out."""

    session_id: UUID
    n: int
    till: str
    on: date
    amount: Money
    why: CashWhy
    note: str


@dataclass(frozen=True, slots=True)
class TillPart:
    """A part of a receipt that was taxed at one rate (None: untaxed) and paid in one way."""

    way: Way
    rate: Decimal | None
    amount: Money


def parts_of_receipt(fact: ReceiptFact) -> Iterator[TillPart]:
    """The sums of both sides in pieces that fit both: nothing is split by share, so no cent is lost.

    Rates that cancel each other out without any payment go through the drawer and leave nothing there.
    """
    owed: list[tuple[Decimal | None, int]] = [(group.rate, group.gross.minor) for group in fact.groups]
    owed.append((None, fact.untaxed.minor))
    for paid in _merged(fact.payments):
        left = paid[1]
        while left:
            rate, minor = owed[0]
            if not minor:
                owed.pop(0)
                continue
            part = _smaller(left, minor)
            yield TillPart(paid[0], rate, Money(part, fact.currency))
            owed[0] = (rate, minor - part)
            left -= part
    for rate, minor in owed:
        if minor:
            yield TillPart(Way.CASH, rate, Money(minor, fact.currency))


def _smaller(left: int, minor: int) -> int:
    """The part that fits both; against its direction where the rate's sum has another sign than what was paid."""
    if (left > 0) != (minor > 0):
        return minor
    return min(left, minor, key=abs)


def _merged(payments: Sequence[Tendered]) -> list[tuple[Way, int]]:
    sums: dict[Way, int] = {}
    for each in payments:
        sums[each.way] = sums.get(each.way, 0) + each.amount.minor
    return list(sums.items())
