"""What was paid at the counter is in the ledger: to the customer's credit, for the bills that follow. The worker's.

Source: docs/decisions, "What is open is a ledger of entries whose two sides are equal".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.billing.settlement import Entry, EntryId, EntryKind, PaidBy
from domain.clock import Clock
from domain.counter.model import SaleId
from domain.ids import CustomerId
from domain.money import Money
from domain.ports import Unit
from domain.till.model import ReceiptId, Tendered, Way

PAID_BY: Final = {Way.CASH: PaidBy.CASH, Way.CARD: PaidBy.CARD}
"""What came in when the receipt was written; the other ways are promises."""


@dataclass(frozen=True, slots=True)
class BookSaleMoney(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    sale_id: SaleId


@dataclass(frozen=True, slots=True)
class SaleMoneyBooked(Event):
    sale_id: SaleId
    number: str
    amount: Money
    customer_id: CustomerId | None = None

    def touched(self) -> Iterable[str]:
        return ("customers", f"customer:{self.customer_id}", f"sale:{self.sale_id}")


def book_sale_money(command: BookSaleMoney, unit: Unit, _clock: Clock) -> SaleMoneyBooked:
    """Once for a receipt, however often it is told. Raises UnknownSale."""
    sale = unit.counter.get(command.sale_id)
    amount = Money(0)
    if sale.customer_id is not None and sale.receipt_id is not None:
        amount = to_credit(sale.receipt_id, sale.customer_id, sale.sold_on, sale.number, unit)
    return SaleMoneyBooked(sale.id, sale.number, amount, sale.customer_id)


def to_credit(receipt_id: ReceiptId, customer_id: CustomerId, on: date, number: str, unit: Unit) -> Money:
    """All money of a receipt into the customer's balance; nothing where it is booked already."""
    if unit.counter.is_booked(receipt_id):
        return Money(0)
    booked = Money(0)
    for place, paid in enumerate(unit.till.receipt(receipt_id).payments, start=1):
        if paid.way in PAID_BY:
            entry = money_entry(paid, customer_id, on, unit)
            unit.billing.settlements.book([entry], number)
            unit.counter.note_booked(receipt_id, place, entry.id)
            booked += paid.amount
    return booked


def money_entry(paid: Tendered, customer_id: CustomerId, on: date, unit: Unit) -> Entry:
    nothing = Money(0, paid.amount.currency)
    return Entry(
        id=EntryId(unit.new_id()),
        kind=EntryKind.PAYMENT,
        customer_id=customer_id,
        booked_on=on,
        settled=nothing,
        credited=nothing,
        balance=paid.amount,
        money=paid.amount,
        by=PAID_BY[paid.way],
    )
