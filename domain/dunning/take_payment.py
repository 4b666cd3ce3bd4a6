"""Money came in from a customer who owes more than one thing: the house's order says what it settles."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.billing.settlement import (
    REFERENCE_LENGTH,
    AmountNotPositive,
    Entry,
    EntryId,
    EntryKind,
    MoreThanOpen,
    OpenChangedMeanwhile,
    PaidBy,
    PaidInTheFuture,
)
from domain.clock import Clock
from domain.dunning.order_of_payment import in_order, shared_out
from domain.dunning.touching import touched_by
from domain.ids import CustomerId, InvoiceId
from domain.money import Money, total
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TakePayment(Command):
    """`open_seen`: all that was open in this currency when the person looked. `keeps_rest`: what is too much becomes
    balance."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    customer_id: CustomerId
    amount: Money
    open_seen: Money
    paid_on: date
    by: PaidBy = PaidBy.TRANSFER
    keeps_rest: bool = False
    reference: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class PaymentTaken(Event):
    """`open` is what is left of all, `documents` how many it settled something of."""

    entry_id: EntryId
    customer_id: CustomerId
    open: Money
    documents: int

    def touched(self) -> Iterable[str]:
        return touched_by(self.customer_id)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came in. `open_seen` as in the command; `keeps_rest`: what is too much becomes balance."""

    customer_id: CustomerId
    amount: Money
    open_seen: Money
    paid_on: date
    by: PaidBy = PaidBy.TRANSFER
    keeps_rest: bool = False


def take_payment(command: TakePayment, unit: Unit, _clock: Clock) -> PaymentTaken:
    """Raises what `received` does."""
    known = (command.customer_id, command.amount, command.open_seen, command.paid_on, command.by, command.keeps_rest)
    return received(Receipt(*known), command.reference, unit)


def received(receipt: Receipt, reference: str, unit: Unit, only: frozenset[InvoiceId] | None = None) -> PaymentTaken:
    """One payment; what the first document does not take becomes balance and is used by the next ones: taken back, all
    of it is open again. `only`: nothing else is settled by it.

    Raises AmountNotPositive, PaidInTheFuture, OpenChangedMeanwhile, MoreThanOpen.
    """
    currency, ledger = receipt.amount.currency, unit.billing.settlements
    account = unit.dunning.account(receipt.customer_id)
    known = ledger.open_invoices(receipt.customer_id, currency)
    documents = [each for each in known if only is None or each.id in only]
    whole = total((each.open for each in documents), currency)
    _check(receipt, whole, unit.today())
    claims = {each.invoice_id for each in account.items if each.is_claim}
    parts = shared_out(in_order(documents, claims, unit.settings.dunning().value.sets_off), receipt.amount)
    if not parts:
        raise MoreThanOpen(number="", open=whole, amount=receipt.amount)
    entries = _entries(receipt, [(document.id, part) for document, part in parts], unit)
    ledger.book(entries, reference.strip()[:REFERENCE_LENGTH])
    left = whole - total((part for _, part in parts), currency)
    return PaymentTaken(entries[0].id, receipt.customer_id, left, len(parts))


def _check(receipt: Receipt, whole: Money, today: date) -> None:
    if receipt.amount.minor <= 0:
        raise AmountNotPositive(amount=receipt.amount)
    if receipt.paid_on > today:
        raise PaidInTheFuture(day=receipt.paid_on)
    if whole != receipt.open_seen:
        raise OpenChangedMeanwhile(number="", open=whole)
    if whole < receipt.amount and not receipt.keeps_rest:
        raise MoreThanOpen(number="", open=whole, amount=receipt.amount)


def _entries(receipt: Receipt, parts: list[tuple[InvoiceId, Money]], unit: Unit) -> list[Entry]:
    nothing = Money(0, receipt.amount.currency)
    (first, settled), *others = parts
    payment = EntryId(unit.new_id())
    who = (receipt.customer_id, receipt.paid_on)
    rest = receipt.amount - settled
    money = (settled, nothing, rest, receipt.amount)
    found = [Entry(payment, EntryKind.PAYMENT, *who, *money, invoice_id=first, by=receipt.by)]
    for invoice_id, part in others:
        money = (part, nothing, -part, nothing)
        used = EntryId(unit.new_id())
        found.append(Entry(used, EntryKind.USED, *who, *money, invoice_id=invoice_id, source_id=payment))
    return found
