"""A file of the bank is read in: what it tells is kept once, however often and in however many messages it is told.

Nothing is booked by it. What it says of orders that we sent is drawn by the worker.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Final

from domain.application import BESIDE, OFFICE, Command, Event, Seat
from domain.banking.model import OF_DEBITS, BankFile, BankFileId, BankFileKind, Nature, NoBankFile, ReadFile
from domain.clock import Clock
from domain.contracts.notes import FileDamaged, digest_of
from domain.money import Money
from domain.ports import Unit

LONGEST_NAME: Final = 120


class Telling:
    """What a file says, carried past the log as it is: the log holds the digest of the file's bytes."""

    __slots__ = ("says",)

    def __init__(self, says: BankFile | None = None) -> None:
        self.says = says


@dataclass(frozen=True, slots=True)
class KeepBankFile(Command):
    """`digest` (SHA-256, hex) stands in the log for the file."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    file_id: BankFileId
    name: str
    digest: str
    content: bytes = field(default=b"", compare=False, repr=False, metadata=BESIDE)
    telling: Telling = field(default_factory=Telling, compare=False, repr=False, metadata=BESIDE)

    @classmethod
    def of(cls, file_id: BankFileId, file: ReadFile) -> "KeepBankFile":
        return cls(file_id, file.name[:LONGEST_NAME], digest_of(file.content), file.content, Telling(file.says))


@dataclass(frozen=True, slots=True)
class BankFileKept(Event):
    """`file_id`: the one that is kept; another than asked for when these very bytes were read before. `entries`: those
    that no earlier message told, `known` the others. `transfers`: new ones that wait to be booked, `money` their sum in
    the currency of the first (None: there is none). `is_about_debits`: it says something of orders that we sent."""

    file_id: BankFileId
    kind: BankFileKind
    entries: int
    known: int
    transfers: int = 0
    money: Money | None = None
    is_about_debits: bool = False

    def touched(self) -> Iterable[str]:
        return ("bank", "payments")


def keep_bank_file(command: KeepBankFile, unit: Unit, _clock: Clock) -> BankFileKept:
    """Raises FileDamaged, NoBankFile."""
    says = command.telling.says
    if digest_of(command.content) != command.digest:
        raise FileDamaged
    if says is None:
        raise NoBankFile(why=command.name)
    known_file = unit.bank.file_of(command.digest)
    if known_file is not None:
        return BankFileKept(known_file, says.kind, 0, len(says.entries))
    known = set(unit.bank.known(says.entries))
    fresh = [each for n, each in enumerate(says.entries) if n not in known]
    unit.bank.keep_file(command.file_id, command.name, command.digest, command.content, says)
    unit.bank.keep_statements(command.file_id, says.statements)
    unit.bank.keep_entries(command.file_id, fresh)
    transfers = [each for each in fresh if each.nature is Nature.TRANSFER]
    money = None
    if transfers:
        currency = transfers[0].amount.currency
        money = Money(sum(each.amount.minor for each in transfers if each.amount.currency == currency), currency)
    about = any(each.nature in OF_DEBITS for each in fresh)
    return BankFileKept(command.file_id, says.kind, len(fresh), len(known), len(transfers), money, about)
