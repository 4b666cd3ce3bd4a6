"""Quotes whose last day is over bind nobody any more. The worker's, every day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ports import Unit
from domain.quotes.keeping import given_back
from domain.quotes.model import QuoteId
from domain.quotes.stages import Step


@dataclass(frozen=True, slots=True)
class ExpireQuotes(Command):
    """`day` is the legal day that has come."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    day: date


@dataclass(frozen=True, slots=True)
class QuotesExpired(Event):
    quote_ids: tuple[QuoteId, ...]

    def touched(self) -> Iterable[str]:
        return ("quotes", "availability", *(f"quote:{each}" for each in self.quote_ids)) if self.quote_ids else ()


def expire_quotes(command: ExpireQuotes, unit: Unit, _clock: Clock) -> QuotesExpired:
    """Told again for the same day, it finds none."""
    expired = []
    for quote_id in unit.quotes.overdue(command.day):
        quote = unit.quotes.get(quote_id).stepped(Step.EXPIRE)
        given_back(quote, unit)
        unit.quotes.save(quote)
        expired.append(quote_id)
    return QuotesExpired(tuple(expired))
