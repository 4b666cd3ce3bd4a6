"""The letter that follows a step of a quote, with a fresh link to its page. The worker's."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from domain.application import Command, Seat
from domain.clock import Clock
from domain.messages.contract_letter import LetterKind, MailAddress, Told
from domain.money import Money
from domain.ports import Unit
from domain.quotes.book import LinkId, QuoteLink
from domain.quotes.model import Quote, QuoteId
from domain.quotes.moved import QuoteMoved, moved
from domain.quotes.stages import Step

_LINKED: Final = frozenset({LetterKind.QUOTE, LetterKind.QUOTE_REMINDER})


@dataclass(frozen=True, slots=True)
class TellQuote(Command):
    """Once for each sending: its id is made from it."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    quote_id: QuoteId
    kind_of_letter: LetterKind


def tell_quote(command: TellQuote, unit: Unit, _clock: Clock) -> QuoteMoved:
    """Of one that is over meanwhile no link is sent. Raises UnknownQuote."""
    quote, kind = unit.quotes.get(command.quote_id), command.kind_of_letter
    if kind in _LINKED and not quote.is_open:
        return moved(quote)
    if kind is LetterKind.QUOTE_REMINDER:
        quote = quote.stepped(Step.REMIND)
        unit.quotes.save(quote)
    link = fresh_link(quote, unit) if kind in _LINKED else ""
    told = Told(
        kind, _days(quote), _amounts(quote), texts={"quote": quote.known_as, "things": _things(quote), "link": link}
    )
    person = quote.person
    if quote.customer_id is not None:
        unit.letters.tell(quote.customer_id, told, unit.context.command_id)
    elif person is not None and person.personal.email:
        personal = person.personal
        to = MailAddress(personal.email, personal.name, quote.language, quote.known_as)
        unit.letters.write(to, told, unit.context.command_id)
    return moved(quote)


def fresh_link(quote: Quote, unit: Unit) -> str:
    """ "" where the house has no pages for customers."""
    address = unit.settings.portal().value.address.rstrip("/")
    if not address:
        return ""
    secret = f"{unit.new_id().hex}{unit.new_id().hex}"
    digest = hashlib.sha256(secret.encode()).digest()
    unit.quotes.add_link(QuoteLink(LinkId(unit.new_id()), quote.id, digest))
    return quote_address(address, secret)


def quote_address(pages: str, secret: str) -> str:
    """Where a quote is looked at."""
    return f"{pages.rstrip('/')}/quote/{secret}"


def _days(quote: Quote) -> Mapping[str, date]:
    return {"valid_until": quote.valid_until}


def _amounts(quote: Quote) -> Mapping[str, Money]:
    tried = quote.tried
    return {"today": tried.first + tried.deposit, "monthly": tried.monthly}


def _things(quote: Quote) -> str:
    return ", ".join(f"{each.item.quantity} × {each.title}" for each in quote.items)
