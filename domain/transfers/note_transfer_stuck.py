"""The day of a transfer came, and something stands against it: a person has to look. The worker's."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.tasks.model import TaskKind
from domain.transfers.agree_transfer import TransferMoved
from domain.transfers.model import TransferId, TransferStatus


@dataclass(frozen=True, slots=True)
class NoteTransferStuck(Command):
    """`why` is the code of what refused it."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    transfer_id: TransferId
    why: str


def note_transfer_stuck(command: NoteTransferStuck, unit: Unit, _clock: Clock) -> TransferMoved:
    """One task, however often it is tried. Raises UnknownTransfer."""
    transfer = unit.transfers.get(command.transfer_id)
    waits = transfer.status is TransferStatus.AGREED
    if waits and not unit.tasks.is_open(TaskKind.TRANSFER_STUCK, transfer.number):
        unit.tasks.open(TaskKind.TRANSFER_STUCK, transfer.number, {"why": command.why})
    return TransferMoved(transfer)
