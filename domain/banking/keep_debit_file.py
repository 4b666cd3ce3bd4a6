"""A file that asks the bank to collect is kept before anybody may carry it there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID, uuid5

from domain.application import BESIDE, Command, Event, Seat
from domain.banking.debit_files import CarriedOrder, DebitFileId
from domain.clock import Clock
from domain.contracts.notes import FileDamaged, digest_of
from domain.ids import CommandId
from domain.payments.provider import CollectionFile
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class KeepDebitFile(Command):
    """`digest` (SHA-256, hex) stands in the log for the file."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    file_id: DebitFileId
    message_id: str
    name: str
    digest: str
    orders: tuple[CarriedOrder, ...]
    content: bytes = field(default=b"", compare=False, repr=False, metadata=BESIDE)

    @classmethod
    def of(cls, file: CollectionFile, orders: Iterable[CarriedOrder]) -> "KeepDebitFile":
        file_id = DebitFileId(debit_file_id(file.message_id))
        return cls(file_id, file.message_id, file.name, digest_of(file.content), tuple(orders), file.content)


@dataclass(frozen=True, slots=True)
class DebitFileKept(Event):
    file_id: DebitFileId
    message_id: str
    orders: int

    def touched(self) -> Iterable[str]:
        return ("bank", "payments")


def debit_file_id(message_id: str) -> CommandId:
    """Of the file, and of the command that keeps it: told twice it is kept once."""
    return CommandId(uuid5(UUID(int=0), f"collection {message_id}"))


def keep_debit_file(command: KeepDebitFile, unit: Unit, _clock: Clock) -> DebitFileKept:
    """Raises FileDamaged, OrderInAnotherFile."""
    if digest_of(command.content) != command.digest:
        raise FileDamaged
    file = CollectionFile(command.name, command.message_id, command.content)
    unit.bank.keep_debits(command.file_id, file, command.orders)
    return DebitFileKept(command.file_id, command.message_id, len(command.orders))
