"""What the pages about the bank ask, and the rows that answer."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.banking.debit_files import DebitFileId, FileStatus, FileStep
from domain.banking.model import BankEntryId, BankFileId, BankFileKind, Mark, Nature
from domain.banking.suggest import OpenItem, Suggestion
from domain.ids import CustomerId, InvoiceId
from domain.money import Money
from domain.payments.provider import DebitSequence, Scheme


class Which(StrEnum):
    """WAITING: something of it is to be booked. BOOKED: nothing is left. SET_ASIDE: marked, also as sent back. OTHERS:
    what nobody books by hand, among it debits that are not ours."""

    WAITING = "waiting"
    BOOKED = "booked"
    SET_ASIDE = "set_aside"
    OTHERS = "others"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class TransferQuestion:
    """`text` is looked for in payer, text, account and amount."""

    text: str = ""
    which: Which = Which.WAITING
    limit: int = 200


@dataclass(frozen=True, slots=True)
class TransferRow:
    """`best`: the surest proposal (None: nothing speaks for anybody, or nothing is left). `customers`: whose it is."""

    id: BankEntryId
    booked_on: date
    nature: Nature
    amount: Money
    left: Money
    mark: Mark
    payer: str
    iban: str
    text: str
    best: Suggestion | None = None
    customers: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BookedPart:
    """`number` "": into the balance. `is_taken_back`: it counts no more."""

    customer_id: CustomerId
    customer: str
    invoice_id: InvoiceId | None
    number: str
    amount: Money
    booked_at: datetime
    who: str
    is_taken_back: bool


@dataclass(frozen=True, slots=True)
class MarkRow:
    mark: Mark
    reason: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class TransferPage:
    row: TransferRow
    account: str
    file: str
    suggestions: tuple[Suggestion, ...]
    booked: tuple[BookedPart, ...]
    marks: tuple[MarkRow, ...]


@dataclass(frozen=True, slots=True)
class BankFileRow:
    """`fresh`: how many of its entries no earlier message had told."""

    id: BankFileId
    kind: BankFileKind
    name: str
    message_id: str
    entries: int
    fresh: int
    left_out: int
    read_at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """`follows`: its opening balance is the closing one of the statement before (False: one is missing between, or they
    do not fit; None: nothing is known before it). `adds_up`: its entries lead from one balance to the other."""

    account: str
    number: str
    first_on: date | None
    last_on: date | None
    opening: Money | None
    closing: Money | None
    adds_up: bool | None
    follows: bool | None
    file: str


@dataclass(frozen=True, slots=True)
class DebitFileRow:
    id: DebitFileId
    name: str
    message_id: str
    status: FileStatus
    orders: int
    total: Money
    first_on: date
    last_on: date
    made_at: datetime


@dataclass(frozen=True, slots=True)
class DebitOrderRow:
    """`said`: what the bank said of it last (None: nothing yet), `reason` with that."""

    number: str
    invoice_id: InvoiceId | None
    customer: str
    amount: Money
    collect_on: date
    scheme: Scheme
    sequence: DebitSequence
    said: Nature | None
    reason: str


@dataclass(frozen=True, slots=True)
class FileStepRow:
    step: FileStep
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class DebitFilePage:
    row: DebitFileRow
    orders: tuple[DebitOrderRow, ...]
    steps: tuple[FileStepRow, ...]


@dataclass(frozen=True, slots=True)
class DebitSum:
    """Of one day, scheme and sequence."""

    collect_on: date
    scheme: Scheme
    count: int
    total: Money


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An order that today's file does not carry. `why`: a code."""

    number: str
    customer: str
    amount: Money
    why: str


@dataclass(frozen=True, slots=True)
class DebitsAhead:
    """What today's file would carry; `left_out` are due and not in it."""

    sums: tuple[DebitSum, ...] = ()
    left_out: tuple[LeftOut, ...] = field(default=())

    @property
    def count(self) -> int:
        return sum(each.count for each in self.sums)


class BankQuestions(Protocol):
    def transfers(self, question: TransferQuestion) -> tuple[TransferRow, ...]:
        """The newest first; at most one more than asked for. Those that wait come with their best proposal."""
        ...

    def certain(self, most: int) -> tuple[TransferRow, ...]:
        """Those that wait and leave no doubt, the oldest first."""
        ...

    def transfer(self, entry_id: BankEntryId) -> TransferPage:
        """Raises UnknownBankEntry."""
        ...

    def open_items(self, text: str, most: int) -> tuple[tuple[OpenItem, str], ...]:
        """Open invoices by number, contract or customer, with the customer's name; to choose by hand."""
        ...

    def files(self, most: int) -> tuple[BankFileRow, ...]:
        """The newest first."""
        ...

    def statements(self, most: int) -> tuple[StatementRow, ...]:
        """By account, the newest first."""
        ...

    def debit_files(self, most: int) -> tuple[DebitFileRow, ...]:
        """The newest first."""
        ...

    def debit_file(self, ref: str) -> DebitFilePage:
        """By id or message id. Raises UnknownDebitFile."""
        ...

    def debit_content(self, file_id: DebitFileId) -> bytes:
        """Raises UnknownDebitFile."""
        ...

    def debits_ahead(self, until: date) -> DebitsAhead:
        """What is planned to be debited until then and is in no file."""
        ...
