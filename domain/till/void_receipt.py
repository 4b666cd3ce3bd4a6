"""A receipt is taken back by a receipt of its own; the first one stays."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.counter.bringing_back import bring_back
from domain.errors import InvalidInput, RuleViolation
from domain.money import Money
from domain.ports import Unit
from domain.till.model import Receipt, ReceiptId, ReceiptKind, Tendered, TillId
from domain.till.signing import Signature
from domain.till.writing import write_receipt


class ReceiptTakenBack(RuleViolation):
    """It was taken back before, or takes another one back itself."""

    code = "receipt_taken_back"


class ReceiptOfCustomer(RuleViolation):
    """What a customer paid stands on their account: it goes back from there, as a refund."""

    code = "receipt_of_customer"


class SecondPersonNeeded(RuleViolation):
    """Above the owner's limit somebody else agrees first, at another workplace."""

    code = "second_person_needed"


class VoidReasonMissing(InvalidInput):
    """Why a receipt is taken back has to be said."""

    code = "receipt_reason_missing"


@dataclass(frozen=True, slots=True)
class VoidReceipt(Command):
    """`tendered` is how the money goes back, all amounts below nothing. `till_id`: where, maybe another till."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.POS})

    till_id: TillId
    receipt_id: ReceiptId
    tendered: tuple[Tendered, ...]
    reason: str
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class ReceiptVoided(Event):
    receipt_id: ReceiptId
    voids_id: ReceiptId
    number: str
    till_id: TillId

    def touched(self) -> Iterable[str]:
        return ("receipts", "sales", "supplies", "assets", f"till:{self.till_id}")


def void_receipt(command: VoidReceipt, unit: Unit, clock: Clock) -> ReceiptVoided:
    """Raises VoidReasonMissing, UnknownReceipt, ReceiptTakenBack, ReceiptOfCustomer, SecondPersonNeeded, and what
    `write_receipt` refuses."""
    if not command.reason.strip():
        raise VoidReasonMissing
    receipt = unit.till.receipt(command.receipt_id)
    check_voidable(receipt, unit.till.voided_by(receipt.id))
    limit = unit.till.take(command.till_id).till.void_limit
    agreed = set(unit.till.agreed_by(receipt.id)) - {unit.context.actor_id}
    if abs(receipt.sum.minor) > limit.minor and not agreed:
        raise SecondPersonNeeded(limit=limit)
    written = write_receipt(
        unit,
        command.till_id,
        [replace(line, gross=-line.gross) for line in receipt.lines],
        command.tendered,
        voids=receipt,
        reason=command.reason,
        signature=command.signature,
    )
    bring_back(receipt, unit, clock)
    return ReceiptVoided(written.id, receipt.id, written.number, written.till_id)


def check_voidable(receipt: Receipt, voided_by: ReceiptId | None) -> None:
    """Raises ReceiptTakenBack, ReceiptOfCustomer."""
    if receipt.kind is ReceiptKind.REFUND or voided_by is not None:
        raise ReceiptTakenBack(receipt=receipt.number)
    if receipt.customer_id is not None:
        raise ReceiptOfCustomer(receipt=receipt.number)


def back(receipt: Receipt) -> tuple[Tendered, ...]:
    """The usual way for money to go back: as it came."""
    zero = Money(0, receipt.sum.currency)
    return tuple(Tendered(each.way, zero - each.amount, None, each.card) for each in receipt.payments)
