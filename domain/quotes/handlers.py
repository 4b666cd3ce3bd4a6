"""The commands of quotes with their handlers; part of `domain/handlers.py`."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.quotes.accept_quote import AcceptQuote, accept_quote
from domain.quotes.decline_quote import DeclineQuote, decline_quote
from domain.quotes.expire_quotes import ExpireQuotes, expire_quotes
from domain.quotes.make_quote import MakeQuote, make_quote
from domain.quotes.make_quote_link import MakeQuoteLink, make_quote_link
from domain.quotes.see_quote import SeeQuote, see_quote
from domain.quotes.send_quote import SendQuote, send_quote
from domain.quotes.tell_quote import TellQuote, tell_quote
from domain.settings.change_quote_settings import ChangeQuoteSettings, change_quote_settings

QUOTE_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    AcceptQuote: accept_quote,
    ChangeQuoteSettings: change_quote_settings,
    DeclineQuote: decline_quote,
    ExpireQuotes: expire_quotes,
    MakeQuote: make_quote,
    MakeQuoteLink: make_quote_link,
    SeeQuote: see_quote,
    SendQuote: send_quote,
    TellQuote: tell_quote,
}
