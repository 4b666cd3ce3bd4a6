"""What the commands of quotes answer, and which screens it concerns."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.application import Event
from domain.availability.model import KindAt
from domain.ids import CustomerId
from domain.quotes.model import Quote, QuoteId
from domain.quotes.stages import Stage


@dataclass(frozen=True, slots=True)
class QuoteMoved(Event):
    """`freed`: the kinds of things that were kept for it and are free again."""

    quote_id: QuoteId
    number: str
    version: int
    stage: Stage
    customer_id: CustomerId | None = None
    freed: tuple[KindAt, ...] = ()

    def touched(self) -> Iterable[str]:
        return (*topics(self.quote_id, self.customer_id), *(("availability",) if self.freed else ()))


def topics(quote_id: QuoteId, customer_id: CustomerId | None) -> tuple[str, ...]:
    """What a step of a quote changes on screens."""
    about = () if customer_id is None else (f"customer:{customer_id}",)
    return ("quotes", f"quote:{quote_id}", *about)


def moved(quote: Quote, freed: tuple[KindAt, ...] = ()) -> QuoteMoved:
    return QuoteMoved(quote.id, quote.number, quote.version, quote.stage, quote.customer_id, freed)
