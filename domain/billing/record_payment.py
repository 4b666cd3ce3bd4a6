"""Money that came in for an invoice, booked by hand: a bank transfer, cash."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.billing.invoice import InvoiceKind
from domain.billing.settlement import (
    REFERENCE_LENGTH,
    AmountNotPositive,
    Document,
    Entry,
    EntryId,
    EntryKind,
    MoreThanOpen,
    NotAnInvoice,
    OpenChangedMeanwhile,
    PaidBy,
    PaidInTheFuture,
)
from domain.clock import Clock
from domain.ids import CustomerId, InvoiceId
from domain.money import Money
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class RecordPayment(Command):
    """`open_seen` is what was open when the person looked. `keeps_rest`: what is too much becomes balance."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    invoice_id: InvoiceId
    open_seen: Money
    amount: Money
    paid_on: date
    by: PaidBy = PaidBy.TRANSFER
    keeps_rest: bool = False
    reference: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class PaymentRecorded(Event):
    """`open` is what is left to pay, `kept` what went to the balance."""

    entry_id: EntryId
    invoice_id: InvoiceId
    customer_id: CustomerId
    open: Money
    kept: Money

    def touched(self) -> Iterable[str]:
        return ("invoices", "customers", f"customer:{self.customer_id}")


def record_payment(command: RecordPayment, unit: Unit, _clock: Clock) -> PaymentRecorded:
    """Raises UnknownDocument, and what `settled_part` does."""
    ledger = unit.billing.settlements
    document = ledger.document(command.invoice_id)
    settled = settled_part(command, document, unit.today())
    kept = command.amount - settled
    entry = Entry(
        id=EntryId(unit.new_id()),
        kind=EntryKind.PAYMENT,
        customer_id=document.customer_id,
        booked_on=command.paid_on,
        settled=settled,
        credited=Money(0, settled.currency),
        balance=kept,
        money=command.amount,
        invoice_id=document.id,
        by=command.by,
    )
    ledger.book([entry], command.reference.strip()[:REFERENCE_LENGTH])
    return PaymentRecorded(entry.id, document.id, document.customer_id, document.open - settled, kept)


def settled_part(command: RecordPayment, document: Document, today: date) -> Money:
    """The part of the payment that the invoice takes.

    Raises:
        NotAnInvoice: the document is a credit note.
        AmountNotPositive, PaidInTheFuture, CurrencyMismatch: what was entered.
        OpenChangedMeanwhile: something else was booked since the person looked.
        MoreThanOpen: the payment is more, and nobody said what becomes of the rest.
    """
    if document.kind is not InvoiceKind.INVOICE:
        raise NotAnInvoice(number=document.number)
    if command.amount <= Money(0, document.gross.currency):
        raise AmountNotPositive(amount=command.amount)
    if command.paid_on > today:
        raise PaidInTheFuture(day=command.paid_on)
    if document.open != command.open_seen:
        raise OpenChangedMeanwhile(number=document.number, open=document.open)
    if document.open < command.amount and not command.keeps_rest:
        raise MoreThanOpen(number=document.number, open=document.open, amount=command.amount)
    return min(document.open, command.amount, key=lambda each: each.minor)
