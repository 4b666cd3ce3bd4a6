"""A second person agrees that a receipt is taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.till.model import ReceiptId
from domain.till.void_receipt import check_voidable


@dataclass(frozen=True, slots=True)
class AgreeVoid(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.POS}

    receipt_id: ReceiptId


@dataclass(frozen=True, slots=True)
class VoidAgreed(Event):
    receipt_id: ReceiptId

    def touched(self) -> Iterable[str]:
        return ("receipts",)


def agree_void(command: AgreeVoid, unit: Unit, _clock: Clock) -> VoidAgreed:
    """Who takes it back then is somebody else, at another workplace: the database looks at both.

    Raises UnknownReceipt, ReceiptTakenBack, ReceiptOfCustomer.
    """
    receipt = unit.till.receipt(command.receipt_id)
    check_voidable(receipt, unit.till.voided_by(receipt.id))
    if unit.context.actor_id not in unit.till.agreed_by(receipt.id):
        unit.till.agree(receipt.id)
    return VoidAgreed(receipt.id)
