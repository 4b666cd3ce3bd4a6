"""What a bank tells about our account: files, statements and entries, as they were read from its messages.

Nothing here is money in yet: an entry becomes a payment when somebody says whose it is.
Source: ISO 20022 camt.052, camt.053, camt.054, pain.002, pacs.004.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType, Protocol
from uuid import UUID

from domain.errors import InvalidInput, NotFound
from domain.money import Money

BankFileId = NewType("BankFileId", UUID)
BankEntryId = NewType("BankEntryId", UUID)

LARGEST_BANK_FILE: Final = 64 * 1024 * 1024
MOST_ENTRIES: Final = 100_000


class BankFileKind(StrEnum):
    """REPORT: of the day, while it goes on (camt.052). STATEMENT: of a closed day, with balances (camt.053). NOTICE:
    single bookings (camt.054). ANSWER: what became of a file of ours (pain.002). RETURNS: direct debits that came back
    (pacs.004).
    """

    REPORT = "report"
    STATEMENT = "statement"
    NOTICE = "notice"
    ANSWER = "answer"
    RETURNS = "returns"


class Nature(StrEnum):
    """TRANSFER: somebody paid us. COLLECTED: money of direct debits of ours. RETURNED: a direct debit came back.
    CAME_BACK: a transfer of ours came back. BATCH: several transfers in one sum; another message tells them apart.
    OUT: money left, or the bank's own charge. TAKEN, REFUSED: what a bank says of an order of ours before any money
    moved.
    """

    TRANSFER = "transfer"
    COLLECTED = "collected"
    RETURNED = "returned"
    CAME_BACK = "came_back"
    BATCH = "batch"
    OUT = "out"
    TAKEN = "taken"
    REFUSED = "refused"


OF_DEBITS: Final = frozenset({Nature.COLLECTED, Nature.RETURNED, Nature.TAKEN, Nature.REFUSED})
"""What is about orders of ours to collect."""
BOOKED_BY_HAND: Final = frozenset({Nature.TRANSFER, Nature.CAME_BACK})
"""What somebody has to say whose it is."""


class Mark(StrEnum):
    """What a person said of a transfer that nothing is booked of. OPEN: nothing. SET_ASIDE: it is no customer's money.
    SENT_BACK: it went back to where it came from.
    """

    OPEN = "open"
    SET_ASIDE = "set_aside"
    SENT_BACK = "sent_back"


MARKS: Final = frozenset(
    {
        (Mark.OPEN, Mark.SET_ASIDE),
        (Mark.OPEN, Mark.SENT_BACK),
        (Mark.SET_ASIDE, Mark.OPEN),
        (Mark.SENT_BACK, Mark.OPEN),
    }
)
"""From which to which."""


class NoBankFile(InvalidInput):
    """Not a message of a bank that we can read: another kind, broken, or not XML at all."""

    code = "no_bank_file"


class BankFileTooLarge(InvalidInput):
    """More bytes or entries than a bank's file ever has."""

    code = "bank_file_too_large"


class BankFileHostile(InvalidInput):
    """It tries to make the reader open other files or to grow without end; no bank writes that."""

    code = "bank_file_hostile"


class UnknownBankEntry(NotFound):
    """No such entry, or this role may not see it."""

    code = "unknown_bank_entry"


@dataclass(frozen=True, slots=True)
class BankEntry:
    """One booking, or one part of a batch. `amount` is what moved, never negative; `nature` says where to.

    `ref`: the bank's own id of it ("" when it gives none). `content`: what else tells it apart from all others, the
    same in every message that speaks of it. `end_to_end` and `group`: the id of an order of ours and of the group of
    orders that it went out with. `original`: what the order was over (None: not said); `fee`: what banks kept.
    """

    nature: Nature
    account: str
    amount: Money
    booked_on: date
    content: str
    ref: str = ""
    payer: str = ""
    iban: str = ""
    text: str = ""
    end_to_end: str = ""
    group: str = ""
    reason: str = ""
    reason_text: str = ""
    original: Money | None = None
    fee: Money | None = None


@dataclass(frozen=True, slots=True)
class BankStatement:
    """`number`: as the bank counts them for an account ("" when it does not). Balances None: not told.

    `adds_up`: its entries lead from the one balance to the other (None: it has not both).
    """

    account: str
    identification: str
    number: str = ""
    first_on: date | None = None
    last_on: date | None = None
    opening: Money | None = None
    closing: Money | None = None
    adds_up: bool | None = None


@dataclass(frozen=True, slots=True)
class BankFile:
    """What one message says. `about`: the message of ours that it answers ("": none)."""

    kind: BankFileKind
    message_id: str
    made_at: datetime | None
    entries: tuple[BankEntry, ...] = ()
    statements: tuple[BankStatement, ...] = ()
    about: str = ""
    left_out: int = 0
    """Entries that were only announced, or had no amount."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file as it was chosen: `name` without folders, its bytes, and what it says."""

    name: str
    content: bytes
    says: BankFile


class BankFiles(Protocol):
    """Reads what banks write."""

    def read(self, name: str, content: bytes) -> Sequence[ReadFile]:
        """One for each message; an archive (ZIP) may hold several.

        Raises NoBankFile, BankFileTooLarge, BankFileHostile.
        """
        ...
