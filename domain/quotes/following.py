"""What the worker does after a step of a quote: letters, and the look at what is free again."""

from collections.abc import Callable

from domain.application import Command, Event
from domain.messages.contract_letter import LetterKind
from domain.quotes.decline_quote import DeclineQuote
from domain.quotes.make_quote import QuoteMade
from domain.quotes.moved import QuoteMoved
from domain.quotes.send_quote import SendQuote
from domain.quotes.stages import Stage
from domain.quotes.tell_quote import TellQuote

Run = Callable[[str, Command], Event]
"""Runs one consequence; the text tells it apart from the others of the same fact."""


def follow_quote(command: Command, event: Event, run: Run) -> bool:
    """Whether the fact is about a quote. Its order, once it is accepted, is followed as any other."""
    if isinstance(event, QuoteMade):
        if event.stage is Stage.SENT:
            run("quote_letter", TellQuote(event.quote_id, LetterKind.QUOTE))
    elif isinstance(command, SendQuote) and isinstance(event, QuoteMoved):
        run("quote_letter", TellQuote(command.quote_id, LetterKind.QUOTE))
    elif isinstance(command, DeclineQuote):
        run("quote_letter", TellQuote(command.quote_id, LetterKind.QUOTE_DECLINED))
    else:
        return False
    return True
