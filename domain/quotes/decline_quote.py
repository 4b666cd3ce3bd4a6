"""Nothing comes of a quote: the customer says so, or the office."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from domain.application import SELF_SERVICE, Command, Seat
from domain.availability.model import KindAt
from domain.clock import Clock
from domain.ports import Unit
from domain.quotes.keeping import given_back
from domain.quotes.model import LONGEST_REASON, QuoteId
from domain.quotes.moved import QuoteMoved, moved
from domain.quotes.stages import Step


class DeclineReason(StrEnum):
    """Why nothing comes of it, for the figures; words may say more."""

    TOO_EXPENSIVE = "too_expensive"
    OTHER_OFFER = "other_offer"
    NOT_NEEDED = "not_needed"
    TOO_LATE = "too_late"
    WRONG_THING = "wrong_thing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DeclineQuote(Command):
    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE
    has_consequences: ClassVar[bool] = True

    quote_id: QuoteId
    reason: DeclineReason = DeclineReason.OTHER
    words: str = ""


def decline_quote(command: DeclineQuote, unit: Unit, _clock: Clock) -> QuoteMoved:
    """What was kept for it is free again. Raises UnknownQuote, IllegalQuoteStep."""
    quote = unit.quotes.get(command.quote_id)
    words = command.words.strip()[:LONGEST_REASON]
    quote = quote.stepped(Step.DECLINE, reason=command.reason.value, **({"words": words} if words else {}))
    freed = tuple(KindAt(each, quote.store_id) for each in given_back(quote, unit))
    unit.quotes.save(quote)
    return moved(quote, freed)
