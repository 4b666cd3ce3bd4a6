"""Something a provider tells by itself, heard by a notice, a poller or out of a file: each event counts once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.billing.settlement import EntryId
from domain.clock import Clock
from domain.payments.methods import EndReason
from domain.payments.provider import Answer, AttemptId, News, ProviderName
from domain.payments.record_answer import AttemptMoved, answered
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TakeNews(Command):
    """`News` in the fields of a command; `TakeNews.of` makes it. Each hearing is a command of its own."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WORKER}
    has_consequences: ClassVar[bool] = True

    provider: ProviderName
    event_id: str
    at: datetime
    answer: Answer | None = None
    key: AttemptId | None = None
    ref: str = ""
    pay_back_key: EntryId | None = None
    ends_method: bool = False
    method_token: str = field(default="", metadata=PERSONAL)

    @classmethod
    def of(cls, news: News) -> "TakeNews":
        return cls(
            news.provider,
            news.event_id,
            news.at,
            news.answer,
            news.key,
            news.ref or ("" if news.answer is None else news.answer.ref),
            news.pay_back_key,
            news.ends_method,
            news.method_token,
        )


@dataclass(frozen=True, slots=True)
class NewsTaken(Event):
    """`is_new` False: heard before. `moved` None: about no attempt that is known (yet)."""

    is_new: bool
    moved: AttemptMoved | None = None
    ended_method: bool = False

    def touched(self) -> Iterable[str]:
        return self.moved.touched() if self.moved is not None else ()


def take_news(command: TakeNews, unit: Unit, clock: Clock) -> NewsTaken:
    """Never refused: what cannot be placed waits until it can."""
    if unit.payments.is_heard(command.provider, command.event_id):
        return NewsTaken(is_new=False)
    heard = (command.provider, command.event_id)
    ended = _end_method(command, unit)
    attempt = unit.payments.find(command.provider, command.key, command.ref) if command.answer is not None else None
    about = None if attempt is None else attempt.id
    unit.payments.keep_news(heard, command.at, command.ref, command.answer, about)
    if attempt is None or command.answer is None:
        return NewsTaken(is_new=True, ended_method=ended)
    moved = answered(attempt, command.answer, command.at, unit, clock)
    return NewsTaken(True, moved, ended)


def _end_method(command: TakeNews, unit: Unit) -> bool:
    """A mandate that was revoked, or a card that the provider does not charge any more."""
    if not command.ends_method or not command.method_token:
        return False
    method = unit.payments.method_of_token(command.provider, command.method_token)
    if method is None or method.ended is not None:
        return False
    unit.payments.end_method(method.id, EndReason.REFUSED, unit.today())
    return True
