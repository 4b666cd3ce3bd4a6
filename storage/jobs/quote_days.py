"""What a day makes of quotes: they run out, somebody is reminded, and who never became a customer is forgotten."""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from domain.application import Command, Event
from domain.ids import CommandId
from domain.messages.contract_letter import LetterKind
from domain.quotes.expire_quotes import ExpireQuotes
from domain.quotes.model import QuoteId
from domain.quotes.tell_quote import TellQuote
from domain.settings.quotes import QuoteSettings
from storage.database import Database
from storage.repositories.settings import quotes_from

Run = Callable[[CommandId, Command], Event]
_SETTINGS: Final = "SELECT value FROM umlauf.setting WHERE name = 'quotes'"
_OVERDUE: Final = "SELECT FROM umlauf.quote WHERE stage IN ('sent', 'seen') AND valid_until < %(day)s LIMIT 1"
_TO_REMIND: Final = (
    "SELECT q.id FROM umlauf.quote q WHERE q.stage IN ('sent', 'seen') AND q.valid_until - %(before)s <= %(day)s"
    " AND q.valid_until >= %(day)s AND q.made_on < %(day)s"
    " AND NOT EXISTS (SELECT FROM umlauf.quote_step s WHERE s.quote_id = q.id AND s.step = 'remind') ORDER BY q.id"
)
_FORGET: Final = (
    "UPDATE umlauf.quote_personal p SET person = NULL, search = '' FROM umlauf.quote q WHERE q.id = p.quote_id"
    " AND q.customer_id IS NULL AND p.person IS NOT NULL AND q.stage NOT IN ('sent', 'seen')"
    " AND q.valid_until + %(days)s < %(day)s RETURNING p.quote_id"
)


def reach_quotes(day: date, database: Database, run: Run) -> int:
    """Once a day, before what is kept is looked at; of how many. Told again for the same day, it finds none."""
    row = database.read_one(_SETTINGS)
    settings: QuoteSettings = quotes_from(row["value"] if row else None)
    if database.read(_OVERDUE, day=day):
        run(CommandId(uuid5(UUID(int=0), f"quotes {day.isoformat()}")), ExpireQuotes(day))
    reminded = 0
    if settings.remind_days:
        for found in database.read(_TO_REMIND, day=day, before=settings.remind_days):
            quote_id = QuoteId(found["id"])
            run(CommandId(uuid5(quote_id, "remind")), TellQuote(quote_id, LetterKind.QUOTE_REMINDER))
            reminded += 1
    return reminded + len(database.read(_FORGET, day=day, days=settings.forget_days))
