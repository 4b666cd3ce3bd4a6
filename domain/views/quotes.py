"""Quotes as the office sees them, and as whoever has a link sees theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.application import Command
from domain.customers.model import Customer, CustomerKind
from domain.ids import CustomerId
from domain.money import Money
from domain.quotes.model import Quote, QuoteId
from domain.quotes.sheet import QuoteSheet
from domain.quotes.stages import Stage
from domain.settings.quotes import QuoteSettings
from domain.views.office_rows import Found, StoredPaper


@dataclass(frozen=True, slots=True)
class QuoteQuestion:
    """`words`: a number, a name or a mail address. No stages: all of them. Of each quote its newest version alone."""

    words: str = ""
    stages: frozenset[Stage] = frozenset()
    customer_id: CustomerId | None = None
    since: date | None = None
    limit: int = 500


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """`customer` is the number, "" for whoever is none yet. `year` over twelve months, `order` its number or ""."""

    id: QuoteId
    number: str
    version: int
    customer: str
    name: str
    things: str
    stage: Stage
    made_on: date
    valid_until: date
    monthly: Money
    year: Money
    order: str = ""


@dataclass(frozen=True, slots=True)
class QuoteFigures:
    """Of those that were sent in a time, by what became of them. `days`: from the letter to the yes, on average."""

    sent: int = 0
    open: int = 0
    accepted: int = 0
    declined: int = 0
    expired: int = 0
    days: int | None = None
    won: tuple[Money, ...] = ()
    waiting: tuple[Money, ...] = ()
    reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def rate(self) -> int | None:
        """Percent of those that are decided. None: none is."""
        decided = self.accepted + self.declined + self.expired
        return None if not decided else round(100 * self.accepted / decided)


@dataclass(frozen=True, slots=True)
class QuoteStepRow:
    """`who` is the name of the person, or of what acts for the house."""

    at: datetime
    step: str
    stage: Stage
    who: str
    facts: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class QuotePage:
    """`customer` None: nobody took them in yet. `versions` newest first. `signed_by`: the name under an acceptance."""

    quote: Quote
    sheet: QuoteSheet
    customer: Customer | None
    versions: tuple[tuple[int, QuoteId, Stage], ...]
    steps: tuple[QuoteStepRow, ...]
    order: str = ""
    contract: str = ""
    signed_by: str = ""

    @property
    def is_newest(self) -> bool:
        return self.versions[0][1] == self.quote.id


class QuoteQuestions(Protocol):
    def quotes(self, question: QuoteQuestion) -> Found[QuoteRow]:
        """The newest first."""
        ...

    def figures(self, since: date, until: date) -> QuoteFigures:
        """Of the quotes that were sent from a day on until the day before another."""
        ...

    def page(self, ref: str) -> QuotePage:
        """By the id of a version, or by number: the newest one. Raises UnknownQuote."""
        ...

    def of_customer(self, customer_id: CustomerId) -> Sequence[QuoteRow]: ...

    def settings(self) -> QuoteSettings: ...

    def pages(self) -> str:
        """Where the customers' pages are, "" for none."""
        ...

    def sheet(self, quote_id: QuoteId) -> QuoteSheet:
        """Raises UnknownQuote."""
        ...


@dataclass(frozen=True, slots=True)
class OpenQuote:
    """What a link shows. `is_new`: nobody took them in as a customer yet; `needs_address`: none is known."""

    id: QuoteId
    stage: Stage
    sheet: QuoteSheet
    version: int
    kind: CustomerKind
    order: str = ""
    is_new: bool = False
    needs_address: bool = False


class QuoteDoor(Protocol):
    """What may be asked with the secret of a link; anything else gives None, whatever it was."""

    def open_quote(self, secret: str) -> OpenQuote | None: ...

    def quote_paper(self, secret: str) -> StoredPaper | None: ...

    def answer_quote(self, secret: str, command: Command, origin: bytes, wish_id: UUID) -> datetime:
        """Told twice with the same id, it is filed once. Raises NotYours, TooManyWishes, and as `check_fields`."""
        ...
