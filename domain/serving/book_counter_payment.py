"""What was paid at the till enters the ledger: the invoices that were meant, the rest to the customer's credit. The
worker's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.billing.settlement import Document, Entry
from domain.clock import Clock, legal_day
from domain.counter.book_sale_money import money_entry
from domain.errors import RuleViolation
from domain.ids import CustomerId, InvoiceId
from domain.money import Money
from domain.ports import Unit
from domain.serving.pay_at_counter import PaidPart
from domain.tasks.model import TaskKind
from domain.till.model import Receipt, ReceiptId, ReceiptKind


class ReceiptOfAnother(RuleViolation):
    """The receipt is no payment of this customer."""

    code = "receipt_of_another"


@dataclass(frozen=True, slots=True)
class BookCounterPayment(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    receipt_id: ReceiptId
    customer_id: CustomerId
    parts: tuple[PaidPart, ...]


@dataclass(frozen=True, slots=True)
class CounterPaymentBooked(Event):
    """`settled` went to invoices, `kept` to the balance; `unwanted` of it because its invoice asked for less. `is_new`
    False: the receipt was booked before."""

    receipt_id: ReceiptId
    number: str
    customer_id: CustomerId
    settled: Money
    kept: Money
    unwanted: Money
    is_new: bool = True

    def touched(self) -> Iterable[str]:
        return ("invoices", "customers", "tasks", f"customer:{self.customer_id}")


def book_counter_payment(command: BookCounterPayment, unit: Unit, _clock: Clock) -> CounterPaymentBooked:
    """Only the receipt says how much came in; an invoice that was paid meanwhile takes nothing more, and a person hears
    of it. Once for a receipt, however often it is told. Raises UnknownReceipt, ReceiptOfAnother."""
    receipt = unit.till.receipt(command.receipt_id)
    if receipt.kind is not ReceiptKind.PAYMENT or receipt.customer_id != command.customer_id:
        raise ReceiptOfAnother(number=receipt.number)
    nothing = Money(0, receipt.sum.currency)
    known = (receipt.id, receipt.number, command.customer_id)
    if unit.counter.is_booked(receipt.id):
        return CounterPaymentBooked(*known, nothing, nothing, nothing, is_new=False)
    ledger = unit.billing.settlements
    open_now = {each.id: each for each in ledger.open_invoices(command.customer_id, nothing.currency)}
    wanted = _wanted(command.parts, open_now, receipt)
    settled = _book(receipt, command.customer_id, wanted, unit)
    kept = receipt.sum - settled
    meant = Money(sum(each.amount.minor for each in command.parts if each.invoice_id is not None), nothing.currency)
    unwanted = min(max(meant - settled, nothing, key=lambda each: each.minor), kept, key=lambda each: each.minor)
    tell_unwanted(receipt, unwanted, unit)
    return CounterPaymentBooked(*known, settled, kept, unwanted)


def tell_unwanted(receipt: Receipt, unwanted: Money, unit: Unit) -> None:
    """A person hears of money that nothing asked for any more."""
    if unwanted and not unit.tasks.is_open(TaskKind.COUNTER_MONEY_LEFT, receipt.number):
        facts: dict[str, str | int] = {"minor": unwanted.minor, "currency": str(unwanted.currency)}
        unit.tasks.open(TaskKind.COUNTER_MONEY_LEFT, receipt.number, facts)


def _wanted(
    parts: Sequence[PaidPart], open_now: dict[InvoiceId, Document], receipt: Receipt
) -> list[tuple[InvoiceId, int]]:
    """What each invoice takes, in order: no more than it asks for, and all together no more than came in."""
    left, taken, found = receipt.sum.minor, dict.fromkeys(open_now, 0), []
    for part in parts:
        if part.invoice_id is None or part.invoice_id not in open_now or part.amount.currency != receipt.sum.currency:
            continue
        open_minor = open_now[part.invoice_id].open.minor - taken[part.invoice_id]
        minor = max(0, min(part.amount.minor, open_minor, left))
        if minor:
            found.append((part.invoice_id, minor))
            taken[part.invoice_id] += minor
            left -= minor
    return found


def _book(receipt: Receipt, customer_id: CustomerId, wanted: list[tuple[InvoiceId, int]], unit: Unit) -> Money:
    """One entry for each invoice and way of payment; what is left of a payment goes to the balance."""
    ledger, day, settled = unit.billing.settlements, legal_day(receipt.at), 0
    for place, paid in enumerate(receipt.payments, start=1):
        left = paid.amount
        entries = []
        while wanted and left:
            invoice_id, minor = wanted.pop(0)
            part = Money(min(minor, left.minor), left.currency)
            entries.append(_settling(money_entry(replace(paid, amount=part), customer_id, day, unit), invoice_id))
            left, settled = left - part, settled + part.minor
            if part.minor < minor:
                wanted.insert(0, (invoice_id, minor - part.minor))
        if left:
            entries.append(money_entry(replace(paid, amount=left), customer_id, day, unit))
        for entry in entries:
            ledger.book([entry], receipt.number)
            unit.counter.note_booked(receipt.id, place, entry.id)
    return Money(settled, receipt.sum.currency)


def _settling(entry: Entry, invoice_id: InvoiceId) -> Entry:
    return replace(entry, settled=entry.balance, balance=entry.settled, invoice_id=invoice_id)
