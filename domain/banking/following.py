"""What the worker does after a file of the bank was read in."""

from collections.abc import Callable

from domain.application import Command, Event
from domain.banking.hear_bank import BankHeard, HearBank
from domain.banking.keep_bank_file import BankFileKept
from domain.payments.take_news import TakeNews

Run = Callable[[str, Command], Event]
"""Runs one consequence; the text tells it apart from the others of the same fact."""


def follow_bank(event: Event, run: Run) -> bool:
    """Whether the fact is about a bank's file. Each order's news is a command of its own, so one that is refused does
    not stop the others."""
    if not isinstance(event, BankFileKept):
        return False
    if event.is_about_debits:
        heard = run("heard", HearBank(event.file_id))
        if isinstance(heard, BankHeard):
            for each in heard.news:
                run(f"news {each.event_id}", TakeNews.of(each))
    return True
