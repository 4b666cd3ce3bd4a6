"""A transfer that was agreed is not to be: the contract simply stays where it is."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.tasks.model import TaskKind
from domain.transfers.agree_transfer import TransferMoved
from domain.transfers.model import LONGEST_REASON, TransferId, TransferStep


@dataclass(frozen=True, slots=True)
class CallOffTransfer(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    transfer_id: TransferId
    why: str = ""


def call_off_transfer(command: CallOffTransfer, unit: Unit, clock: Clock) -> TransferMoved:
    """Raises UnknownTransfer, IllegalTransferStep."""
    transfer = unit.transfers.get(command.transfer_id)
    over = transfer.stepped(TransferStep.CALL_OFF)
    unit.transfers.take(transfer, TransferStep.CALL_OFF, unit.today(), command.why.strip()[:LONGEST_REASON])
    for task in unit.tasks.waiting(TaskKind.TRANSFER_STUCK, transfer.number):
        unit.tasks.clear(task.id, clock.now())
    return TransferMoved(over)
