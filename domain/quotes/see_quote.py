"""The page of a quote was opened by whoever has its link."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.quotes.model import QuoteId
from domain.quotes.moved import QuoteMoved, moved
from domain.quotes.stages import Stage, Step


@dataclass(frozen=True, slots=True)
class SeeQuote(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.PORTAL})

    quote_id: QuoteId


def see_quote(command: SeeQuote, unit: Unit, _clock: Clock) -> QuoteMoved:
    """Seen once; later looks change nothing. Raises UnknownQuote."""
    quote = unit.quotes.get(command.quote_id)
    if quote.stage is Stage.SENT:
        quote = quote.stepped(Step.SEE)
        unit.quotes.save(quote)
    return moved(quote)
