"""News that were told before we knew the provider's id of the attempt: they are taken when it is known."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.clock import Clock
from domain.payments.provider import ProviderName
from domain.payments.record_answer import answered
from domain.payments.take_news import NewsTaken
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class MatchNews(Command):
    """`event_id` is the provider's."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})
    has_consequences: ClassVar[bool] = True

    provider: ProviderName
    event_id: str


def match_news(command: MatchNews, unit: Unit, clock: Clock) -> NewsTaken:
    """Taken before, or still about nothing that we know: nothing happens."""
    told = unit.payments.open_news(command.provider, command.event_id)
    if told is None:
        return NewsTaken(is_new=False)
    ref, at, answer = told
    attempt = unit.payments.find(command.provider, None, ref)
    if attempt is None:
        return NewsTaken(is_new=False)
    unit.payments.found_news(command.provider, command.event_id, attempt.id)
    return NewsTaken(True, answered(attempt, answer, at, unit, clock))
