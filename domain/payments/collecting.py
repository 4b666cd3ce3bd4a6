"""How the worker collects: what is handed over is written down before the wire and answered after it, each in a
transaction of its own; whatever breaks between, what was handed over without an answer is looked up before anything
else happens to it.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from domain.application import Command, Event
from domain.clock import Clock, today
from domain.payments.attempt import AttemptStatus
from domain.payments.match_news import MatchNews
from domain.payments.provider import (
    Answer,
    AttemptId,
    ChargeOrder,
    Outcome,
    Provider,
    ProviderDown,
    ProviderName,
    ProviderRefusesUs,
)
from domain.payments.reasons import Reason, ReasonClass
from domain.payments.record_answer import RecordAnswer
from domain.payments.submit_payments import PaymentsSubmitted, SubmitPayments
from domain.payments.take_news import TakeNews

AT_ONCE: Final = 200
"""So many orders are written down in one go; who takes more of them together says so (`Abilities.together`)."""
LOST_AFTER: Final = timedelta(minutes=2)
"""Without an answer for so long, nobody is waiting for it any more; who collects holds the lock of its provider."""

Run = Callable[[Command], Event]
"""Runs one command of the worker, under an id of its own."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An attempt that the provider may have. `ref`: its own id, where it gave one."""

    id: AttemptId
    ref: str
    status: AttemptStatus


class CollectionBook(Protocol):
    """What the worker reads between its commands."""

    def alone(self, provider: ProviderName) -> AbstractContextManager[bool]:
        """True: nobody else talks to this provider as long as it is held."""
        ...

    def due(self, provider: ProviderName, day: date, now: datetime, limit: int) -> list[AttemptId]:
        """Planned ones whose time has come: those that are to be handed over today."""
        ...

    def orders(self, attempt_ids: Sequence[AttemptId]) -> list[ChargeOrder]:
        """With the tokens, in that order. One whose token was erased is left out."""
        ...

    def unanswered(self, provider: ProviderName, before: datetime) -> list[Unanswered]:
        """Handed over or unknown since before then."""
        ...

    def cursor(self, provider: ProviderName) -> str: ...

    def keep_cursor(self, provider: ProviderName, cursor: str) -> None: ...

    def waiting_news(self, provider: ProviderName) -> list[str]:
        """The ids of news that were about nothing known, and whose attempt is known by now."""
        ...


@dataclass(frozen=True, slots=True)
class Collection:
    """What came of one go. `is_down`: the provider did not answer, or refuses us; the rest waits for the next go."""

    handed_over: int = 0
    answered: int = 0
    looked_up: int = 0
    is_down: bool = False


@dataclass(frozen=True, slots=True)
class Collector:
    """One worker's way of collecting by one provider."""

    provider: Provider
    book: CollectionBook
    run: Run
    clock: Clock

    def collect(self) -> Collection:
        """What is due, after what was lost. Nothing when another worker is at it."""
        with self.book.alone(self.provider.name) as mine:
            if not mine:
                return Collection()
            try:
                looked_up = self._look_up_lost()
            except (ProviderDown, ProviderRefusesUs):
                return Collection(is_down=True)
            done = Collection(looked_up=looked_up)
            while not done.is_down:
                going = self._going()
                if not going:
                    break
                done = self._handed_over(going, done)
            return done

    def _going(self) -> tuple[AttemptId, ...]:
        """Written down, as many as the provider takes together; what breaks before the wire is looked up."""
        going: list[AttemptId] = []
        while len(going) < self.provider.can.together:
            due = self.book.due(self.provider.name, today(self.clock), self.clock.now(), AT_ONCE)
            part = self._written_down(due)
            if not part:
                break
            going.extend(part)
        return tuple(going)

    def _written_down(self, due: Sequence[AttemptId]) -> tuple[AttemptId, ...]:
        if not due:
            return ()
        submitted = self.run(SubmitPayments(tuple(due)))
        return submitted.attempt_ids if isinstance(submitted, PaymentsSubmitted) else ()

    def _handed_over(self, going: Sequence[AttemptId], done: Collection) -> Collection:
        """Another error than the two that a provider may raise leaves them handed over: they are looked up."""
        orders = self.book.orders(going)
        try:
            collected = self.provider.collect(orders)
        except (ProviderDown, ProviderRefusesUs):
            for each in going:
                self.run(RecordAnswer(each, None))
            return Collection(done.handed_over, done.answered, done.looked_up, is_down=True)
        self._answer(going, collected.answers)
        answered = done.answered + len(collected.answers)
        return Collection(done.handed_over + len(orders), answered, done.looked_up)

    def _answer(self, going: Sequence[AttemptId], answers: Mapping[AttemptId, Answer]) -> None:
        """One that is missing was not asked for: it is planned as before."""
        for each in going:
            self.run(RecordAnswer(each, answers.get(each)))

    def look_up(self, attempt_id: AttemptId, ref: str) -> None:
        """What became of one. Raises ProviderDown, ProviderRefusesUs."""
        found = self.provider.look_up(attempt_id, ref)
        if found is not None and found.outcome is Outcome.UNKNOWN:
            return
        self.run(RecordAnswer(attempt_id, found, self.clock.now()))

    def _look_up_lost(self) -> int:
        """Whoever does not look up by key leaves it unknown: a person says what became of it."""
        lost = self.book.unanswered(self.provider.name, self.clock.now() - LOST_AFTER)
        for each in lost:
            if self.provider.can.looks_up:
                self._look_up_or_lose(each)
            elif each.status is AttemptStatus.SUBMITTED:
                self.run(RecordAnswer(each.id, Answer(Outcome.UNKNOWN), self.clock.now()))
        return len(lost)

    def _look_up_or_lose(self, each: Unanswered) -> None:
        found = self.provider.look_up(each.id, each.ref)
        is_known = found is None or found.outcome is not Outcome.UNKNOWN
        if is_known or each.status is AttemptStatus.SUBMITTED:
            self.run(RecordAnswer(each.id, found, self.clock.now()))

    def give_up(self, unconfirmed: Sequence[Unanswered]) -> int:
        """What nobody confirmed for too long counts as failed, after the provider was asked once more. Should the
        customer confirm it later all the same, the money counts. Raises ProviderDown, ProviderRefusesUs."""
        for each in unconfirmed:
            found = self.provider.look_up(each.id, each.ref) if self.provider.can.looks_up else None
            if found is None or found.outcome in (Outcome.NEEDS_CUSTOMER, Outcome.UNKNOWN):
                found = Answer(Outcome.FAILED, reason=Reason(ReasonClass.NEEDS_CONFIRMATION, "not_confirmed"))
            self.run(RecordAnswer(each.id, found, self.clock.now()))
        return len(unconfirmed)

    def listen(self) -> int:
        """What the provider tells by itself since the last time; how much. The cursor moves on when all is taken."""
        if not self.provider.can.tells:
            return self._match()
        try:
            heard = self.provider.listen(self.book.cursor(self.provider.name))
        except (ProviderDown, ProviderRefusesUs):
            return 0
        for news in heard.news:
            self.run(TakeNews.of(news))
        if heard.cursor:
            self.book.keep_cursor(self.provider.name, heard.cursor)
        return len(heard.news) + self._match()

    def _match(self) -> int:
        waiting = self.book.waiting_news(self.provider.name)
        for event_id in waiting:
            self.run(MatchNews(self.provider.name, event_id))
        return len(waiting)
