"""What the commands of quotes ask of the storage."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NewType, Protocol
from uuid import UUID

from domain.quotes.model import Quote, QuoteId

LinkId = NewType("LinkId", UUID)


@dataclass(frozen=True, slots=True)
class QuoteLink:
    """A way to a quote's page. `digest`: SHA-256 of its secret, which stands in the letter or the clipboard alone."""

    id: LinkId
    quote_id: QuoteId
    digest: bytes = field(repr=False)


class QuoteBook(Protocol):
    def get(self, quote_id: QuoteId) -> Quote:
        """Locks it until the command is done. Raises UnknownQuote."""
        ...

    def newest(self, family_id: QuoteId) -> int:
        """The highest version that there is."""
        ...

    def add(self, quote: Quote) -> None: ...

    def save(self, quote: Quote) -> None:
        """Steps, customer, reservations and order; what was quoted never changes."""
        ...

    def add_link(self, link: QuoteLink) -> None: ...

    def overdue(self, day: date) -> Sequence[QuoteId]:
        """The open ones whose last day is over."""
        ...

    def note_signature(self, quote_id: QuoteId, name: str) -> None:
        """The name that was typed when it was accepted; beside the quote, for it can be erased."""
        ...
