"""What waits to be handed to the accountant: issued documents, entries of the ledger and what tills took, each once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NewType, Protocol
from uuid import UUID

from domain.billing.invoice import InvoiceKind
from domain.billing.model import Tax
from domain.billing.settlement import EntryId, EntryKind, PaidBy
from domain.bookkeeping.till_rows import CashFact, ReceiptFact
from domain.errors import NotFound
from domain.ids import InvoiceId
from domain.money import Currency, Money

ExportId = NewType("ExportId", UUID)

MOST_FACTS: Final = 40_000
"""Of one file: each fact makes two rows at most on average, and a file takes 99,999 rows."""


class UnknownExport(NotFound):
    """No file of this id, or this role may not see it."""

    code = "unknown_export"


@dataclass(frozen=True, slots=True)
class TaxedSum:
    """All lines of a document that were taxed alike."""

    tax: Tax
    net: Money
    vat: Money

    @property
    def gross(self) -> Money:
        return self.net + self.vat


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """`customer` is the running number in the customer's number; `vat_id` is theirs on the document ("": none)."""

    id: InvoiceId
    number: str
    kind: InvoiceKind
    on: date
    due_on: date | None
    currency: Currency
    customer: int
    vat_id: str
    sums: tuple[TaxedSum, ...]


@dataclass(frozen=True, slots=True)
class EntryFact:
    """`document` is the number that it is booked under ("": of no document); `sums` are that invoice's.

    `money`, `granted` and `balance` as on the entry.
    """

    id: EntryId
    kind: EntryKind
    on: date
    currency: Currency
    customer: int
    document: str
    money: Money
    granted: Money
    balance: Money
    by: PaidBy | None
    sums: tuple[TaxedSum, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of one month, the oldest first; `more` are left for a further file."""

    documents: tuple[DocumentFact, ...]
    entries: tuple[EntryFact, ...]
    more: int = 0
    receipts: tuple[ReceiptFact, ...] = ()
    cash: tuple[CashFact, ...] = ()

    @property
    def count(self) -> int:
        return len(self.documents) + len(self.entries) + len(self.receipts) + len(self.cash)


@dataclass(frozen=True, slots=True)
class KeptExport:
    """A file as it was handed out, kept for ever. `first` and `last` are its days, both included."""

    id: ExportId
    file_name: str
    first: date
    last: date
    made_at: datetime
    rows: int
    debit: Money
    content: bytes


class Books(Protocol):
    """Bookkeeping as a command sees it."""

    def waiting(self, first: date, last: date, most: int = MOST_FACTS) -> Waiting:
        """What no file holds yet. Of two that ask at once the second waits for the first."""
        ...

    def files_of(self, first: date) -> int:
        """How many files of the month that begins so there are."""
        ...

    def keep(self, export: KeptExport, waiting: Waiting) -> None:
        """The file, and that its facts are in it: no second file ever holds them.

        Raises Conflict: another file has one of them (at the latest when the unit ends).
        """
        ...
