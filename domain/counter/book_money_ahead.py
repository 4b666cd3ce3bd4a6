"""What a till took ahead for an order enters the ledger and counts for its check. The worker's."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.checks.model import Stage
from domain.checks.receive_money import counted
from domain.checks.stepping import CheckStepped, stepped
from domain.clock import Clock, legal_day
from domain.counter.book_sale_money import money_entry
from domain.ids import OrderId
from domain.money import Money
from domain.ports import Unit
from domain.serving.book_counter_payment import ReceiptOfAnother, tell_unwanted
from domain.till.model import ReceiptId


@dataclass(frozen=True, slots=True)
class BookMoneyAhead(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    receipt_id: ReceiptId
    order_id: OrderId


def book_money_ahead(command: BookMoneyAhead, unit: Unit, _clock: Clock) -> CheckStepped:
    """Once for a receipt. What the check does not ask for any more stays to the customer's credit, and a person hears.

    Raises UnknownReceipt, UnknownCheck, ReceiptOfAnother.
    """
    receipt, check = unit.till.receipt(command.receipt_id), unit.checks.get(command.order_id)
    if receipt.about != check.order_id or receipt.customer_id != check.customer_id or receipt.sum.minor <= 0:
        raise ReceiptOfAnother(number=receipt.number)
    now, unwanted = check, Money(0, receipt.sum.currency)
    if unit.counter.is_booked(receipt.id):
        return stepped(check, check)
    for place, paid in enumerate(receipt.payments, start=1):
        entry = money_entry(paid, check.customer_id, legal_day(receipt.at), unit)
        unit.billing.settlements.book([entry], receipt.number)
        unit.counter.note_booked(receipt.id, place, entry.id)
        if now.stage is Stage.MONEY:
            now = counted(now, entry, unit)
        else:
            unwanted += paid.amount
    tell_unwanted(receipt, unwanted, unit)
    return stepped(check, now)
