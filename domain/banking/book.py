"""What the commands about bank files ask of the storage."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.banking.debit_files import Carried, CarriedOrder, DebitFileId, FileStatus, FileStep
from domain.banking.model import BankEntry, BankEntryId, BankFile, BankFileId, BankStatement, Mark, Nature
from domain.billing.settlement import EntryId
from domain.money import Money
from domain.payments.provider import AttemptId, CollectionFile


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry as it is kept. `left`: what of it is no payment yet; it is never booked twice. `bookings`: the payments
    that it became and that are not taken back."""

    id: BankEntryId
    nature: Nature
    amount: Money
    left: Money
    booked_on: date
    mark: Mark
    text: str
    bookings: tuple[EntryId, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What a bank says of one order of ours; `ref` is the same in every message that says it."""

    entry: BankEntry
    attempt_id: AttemptId
    file_id: DebitFileId
    amount: Money


class BankBook(Protocol):
    """Entries are append-only; what is booked of them and how they are marked follows from rows beside them."""

    def file_of(self, digest: str) -> BankFileId | None:
        """The file with these very bytes, if it was read before. Until the command is done nobody else reads one in."""
        ...

    def known(self, entries: Sequence[BankEntry]) -> Collection[int]:
        """Which of them, by position, were told by an earlier message."""
        ...

    def keep_file(self, file_id: BankFileId, name: str, digest: str, content: bytes, says: BankFile) -> None: ...

    def keep_statements(self, file_id: BankFileId, statements: Sequence[BankStatement]) -> None: ...

    def keep_entries(self, file_id: BankFileId, entries: Sequence[BankEntry]) -> None: ...

    def entry(self, entry_id: BankEntryId) -> KeptEntry:
        """Locks it until the command is done. Raises UnknownBankEntry."""
        ...

    def book(self, entry_id: BankEntryId, payments: Sequence[EntryId]) -> None:
        """Payments of this command that came with the entry.

        Raises:
            Conflict: more than is left of it (at the latest when the unit ends).
        """
        ...

    def mark(self, entry_id: BankEntryId, mark: Mark, reason: str) -> None: ...

    def keep_debits(self, file_id: DebitFileId, file: CollectionFile, orders: Sequence[CarriedOrder]) -> None:
        """Raises OrderInAnotherFile (at the latest when the unit ends)."""
        ...

    def carried(self, attempts: Sequence[AttemptId]) -> Mapping[AttemptId, Carried]: ...

    def debits(self, file_id: DebitFileId) -> tuple[FileStatus, str]:
        """State and message id; locks it. Raises UnknownDebitFile."""
        ...

    def debits_size(self, file_id: DebitFileId) -> int:
        """How many orders it carries."""
        ...

    def step_debits(self, file_id: DebitFileId, step: FileStep, note: str = "") -> None: ...

    def said_of_orders(self, file_id: BankFileId) -> Sequence[Said]:
        """What a bank's file says of orders that we sent: each order once, whole groups and files taken apart."""
        ...
