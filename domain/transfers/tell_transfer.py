"""Both parties of a transfer hear of it, each what concerns them. The worker's consequence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import ContractId
from domain.messages.contract_letter import LetterKind, Told
from domain.period import ONE_DAY
from domain.ports import Unit
from domain.transfers.model import DepositWay, Transfer, TransferId, TransferStatus


@dataclass(frozen=True, slots=True)
class TellTransfer(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    transfer_id: TransferId


@dataclass(frozen=True, slots=True)
class TransferTold(Event):
    contract_id: ContractId

    def touched(self) -> Iterable[str]:
        return (f"contract:{self.contract_id}",)


def tell_transfer(command: TellTransfer, unit: Unit, _clock: Clock) -> TransferTold:
    """As it stands when the worker comes to it. Raises UnknownTransfer."""
    transfer = unit.transfers.get(command.transfer_id)
    old = unit.contracts.get(transfer.contract_id)
    days = {"on": transfer.agreed.from_on, "last_day": transfer.agreed.from_on - ONE_DAY}
    texts = {"contract": old.number, "transfer": transfer.number}
    to_old, to_new = _letters(transfer)
    if transfer.status is TransferStatus.DONE:
        successor = unit.contracts.get(transfer.successor_id)
        unit.letters.promise(old.id, Told(to_old, days, texts=texts))
        unit.letters.promise(successor.id, Told(to_new, days, texts={**texts, "contract": successor.number}))
    else:
        unit.letters.promise(old.id, Told(to_old, days, texts=texts))
        unit.letters.tell(transfer.agreed.to_customer_id, Told(to_new, days, texts=texts), transfer.id)
    return TransferTold(old.id)


def _letters(transfer: Transfer) -> tuple[LetterKind, LetterKind]:
    if transfer.status is TransferStatus.AGREED:
        return LetterKind.TRANSFER_AGREED_OLD, LetterKind.TRANSFER_AGREED_NEW
    if transfer.status is TransferStatus.CALLED_OFF:
        return LetterKind.TRANSFER_CALLED_OFF, LetterKind.TRANSFER_CALLED_OFF
    if transfer.agreed.deposit is DepositWay.MOVES:
        return LetterKind.TRANSFER_DONE_OLD_DEPOSIT, LetterKind.TRANSFER_DONE_NEW_DEPOSIT
    return LetterKind.TRANSFER_DONE_OLD, LetterKind.TRANSFER_DONE_NEW
