"""A customer pays at the till what they owe: a receipt at once, the invoices by the worker. A fact: money was taken.

Source: DECISIONS 6.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from domain.application import Command, CommandKind, Event, Seat
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ids import CustomerId, InvoiceId
from domain.money import Money
from domain.ports import Unit
from domain.till.model import TAKEN_AT_ONCE, ReceiptId, ReceiptLine, ReceiptLineKind, Tendered, TillId
from domain.till.signing import Signature
from domain.till.writing import write_receipt


class PromiseIsNoPayment(InvalidInput):
    """What is owed is paid here by what is taken here: a mandate, a link or a transfer only promises it."""

    code = "promise_is_no_payment"


@dataclass(frozen=True, slots=True)
class PaidPart:
    """What of the money is for one invoice. `title` as the receipt says it. `invoice_id` None: into the balance."""

    invoice_id: InvoiceId | None
    title: str
    amount: Money


@dataclass(frozen=True, slots=True)
class PayAtCounter(Command):
    """`parts` add up to what was `tendered`. `n`: the receipt's number where the journal drew it."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.POS})
    has_consequences: ClassVar[bool] = True

    till_id: TillId
    customer_id: CustomerId
    parts: tuple[PaidPart, ...]
    tendered: tuple[Tendered, ...]
    n: int | None = None
    signed: Signature | None = None


@dataclass(frozen=True, slots=True)
class PaidAtCounter(Event):
    receipt_id: ReceiptId
    number: str
    customer_id: CustomerId
    amount: Money

    def touched(self) -> Iterable[str]:
        return ("receipts", "invoices", "customers", f"customer:{self.customer_id}")


def pay_at_counter(command: PayAtCounter, unit: Unit, _clock: Clock) -> PaidAtCounter:
    """Raises PromiseIsNoPayment, and what `write_receipt` refuses."""
    if any(each.way not in TAKEN_AT_ONCE for each in command.tendered):
        raise PromiseIsNoPayment
    lines = payment_lines(command.parts)
    named = {each.invoice_id for each in command.parts}
    about = next(iter(named)) if len(named) == 1 else None
    receipt = write_receipt(
        unit,
        command.till_id,
        lines,
        command.tendered,
        command.customer_id,
        about=about,
        n=command.n,
        signature=command.signed,
    )
    return PaidAtCounter(receipt.id, receipt.number, command.customer_id, receipt.sum)


def payment_lines(parts: Sequence[PaidPart]) -> list[ReceiptLine]:
    """Money that is no supply of its own: towards what is owed, or what will be."""
    return [
        ReceiptLine(each.title, Decimal(1), each.amount, None, ReceiptLineKind.PAYMENT) for each in parts if each.amount
    ]
