"""The day of an agreed transfer has come. The worker's; by hand when something stood against it."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.tasks.model import TaskKind
from domain.transfers.agree_transfer import TransferMoved
from domain.transfers.carrying_out import carry_out
from domain.transfers.model import TransferDayWrong, TransferId, TransferStep, after
from domain.transfers.receiving import check_receiver


@dataclass(frozen=True, slots=True)
class CarryOutTransfer(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WORKER}
    has_consequences: ClassVar[bool] = True

    transfer_id: TransferId


def carry_out_transfer(command: CarryOutTransfer, unit: Unit, clock: Clock) -> TransferMoved:
    """Raises UnknownTransfer, IllegalTransferStep, TransferDayWrong (it is to come), and what `carry_out` does."""
    transfer = unit.transfers.get(command.transfer_id)
    after(transfer.status, TransferStep.CARRY_OUT)
    if transfer.agreed.from_on > unit.today():
        raise TransferDayWrong(first=transfer.agreed.from_on, last=transfer.agreed.from_on)
    check_receiver(transfer.agreed.to_customer_id, unit)
    done = carry_out(transfer, unit, clock)
    for task in unit.tasks.waiting(TaskKind.TRANSFER_STUCK, transfer.number):
        unit.tasks.clear(task.id, clock.now())
    return TransferMoved(transfer.stepped(TransferStep.CARRY_OUT), done.new.number)
