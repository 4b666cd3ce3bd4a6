"""What the worker draws from a wish at the till."""

from collections.abc import Callable

from domain.application import Command, Event
from domain.till.mail_receipt import ReceiptMailWanted
from domain.till.tell_receipt import TellReceipt

Run = Callable[[str, Command], Event]
"""Runs one consequence; the text tells it apart from the others of the same fact."""


def follow_till(event: Event, run: Run) -> bool:
    """Whether it was one of these wishes."""
    if not isinstance(event, ReceiptMailWanted):
        return False
    run("tell", TellReceipt(event.mail_id))
    return True
