"""The letter that follows a step of a refund. The worker's consequence of what the office did."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import ContractId
from domain.messages.contract_letter import LetterKind, Told
from domain.money import Money
from domain.ports import Unit
from domain.refunds.model import RefundId

_OF_BALANCE: Final = {
    LetterKind.REFUND_SENT: LetterKind.PAY_OUT_SENT,
    LetterKind.REFUND_FAILED: LetterKind.PAY_OUT_FAILED,
}


@dataclass(frozen=True, slots=True)
class TellRefund(Command):
    """`day` is the one on which it happened."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    refund_id: RefundId
    letter: LetterKind
    amount: Money
    day: date


@dataclass(frozen=True, slots=True)
class RefundTold(Event):
    contract_id: ContractId | None

    def touched(self) -> Iterable[str]:
        return () if self.contract_id is None else (f"contract:{self.contract_id}",)


def tell_refund(command: TellRefund, unit: Unit, _clock: Clock) -> RefundTold:
    """Raises UnknownRefund."""
    refund = unit.refunds.get(command.refund_id)
    told = Told(command.letter, {"day": command.day}, {"amount": command.amount}, texts={"refund": refund.number})
    if refund.contract_id is None:
        unit.letters.tell(refund.customer_id, replace(told, kind=_OF_BALANCE[command.letter]), refund.id)
    else:
        unit.letters.promise(refund.contract_id, told)
    return RefundTold(refund.contract_id)
