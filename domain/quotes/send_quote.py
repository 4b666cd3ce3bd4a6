"""A draft becomes a quote that binds us; one that is out goes once more."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.quotes.keeping import kept_for
from domain.quotes.model import QuoteId, QuoteOver
from domain.quotes.moved import QuoteMoved, moved
from domain.quotes.person import taken_in
from domain.quotes.stages import Stage, Step


@dataclass(frozen=True, slots=True)
class SendQuote(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    quote_id: QuoteId


def send_quote(command: SendQuote, unit: Unit, _clock: Clock) -> QuoteMoved:
    """Raises UnknownQuote, IllegalQuoteStep, QuoteOver, NotFreeThen."""
    quote = unit.quotes.get(command.quote_id)
    if unit.today() > quote.valid_until:
        raise QuoteOver(number=quote.number, until=quote.valid_until)
    if quote.stage is Stage.DRAFT:
        quote = quote.stepped(Step.SEND)
        if quote.reserves and quote.customer_id is None and quote.person is not None:
            quote = replace(quote, customer_id=taken_in(quote.person, quote.language, unit).id)
        quote = kept_for(quote, unit)
    else:
        quote = quote.stepped(Step.REPEAT)
    unit.quotes.save(quote)
    return moved(quote)
