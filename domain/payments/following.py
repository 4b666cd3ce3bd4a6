"""What the worker draws from an answer beside what the answer itself has drawn."""

from collections.abc import Callable

from domain.application import Command, Event
from domain.payments.match_news import MatchNews
from domain.payments.record_answer import AttemptMoved
from domain.payments.take_news import NewsTaken

Run = Callable[[str, Command], Event]


def follow_payment(event: Event, run: Run) -> bool:
    """Whether it was about a payment that is collected."""
    moved = event.moved if isinstance(event, NewsTaken) else event
    if not isinstance(moved, AttemptMoved):
        return isinstance(event, NewsTaken)
    for event_id in moved.waiting:
        run(f"news {event_id}", MatchNews(moved.provider, event_id))
    return True
