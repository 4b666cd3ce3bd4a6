"""A person of the office takes a link to a quote's page along. Its secret is made where it is asked for."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.ports import Unit
from domain.quotes.book import LinkId, QuoteLink
from domain.quotes.model import QuoteId, QuoteOver
from domain.quotes.moved import QuoteMoved, moved
from domain.quotes.stages import Step

DIGEST_SIGNS = 64


class QuoteLinkWrong(InvalidInput):
    """Of a link only the SHA-256 of its secret is told, as 64 hexadecimal digits."""

    code = "quote_link_wrong"


@dataclass(frozen=True, slots=True)
class MakeQuoteLink(Command):
    """`digest` in hexadecimal digits; the secret itself never leaves the station but with the link."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    quote_id: QuoteId
    digest: str


def make_quote_link(command: MakeQuoteLink, unit: Unit, _clock: Clock) -> QuoteMoved:
    """Raises UnknownQuote, IllegalQuoteStep, QuoteOver, QuoteLinkWrong."""
    try:
        digest = bytes.fromhex(command.digest)
    except ValueError as error:
        raise QuoteLinkWrong from error
    if len(command.digest) != DIGEST_SIGNS:
        raise QuoteLinkWrong
    quote = unit.quotes.get(command.quote_id).stepped(Step.LINK)
    if unit.today() > quote.valid_until:
        raise QuoteOver(number=quote.number, until=quote.valid_until)
    unit.quotes.save(quote)
    unit.quotes.add_link(QuoteLink(LinkId(unit.new_id()), quote.id, digest))
    return moved(quote)
