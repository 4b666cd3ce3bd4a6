"""A dunning letter has left the house: only now its level counts, and the days until the next one begin.

The worker says so when the post took it, a person when they sent it on paper.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.dunning.book import WrittenNotice
from domain.dunning.model import NoticeId, NoticeSent
from domain.dunning.touching import touched_by
from domain.ids import CustomerId
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class NoteNoticeSent(Command):
    """`by_post`: on paper."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.WORKER}

    notice_id: NoticeId
    by_post: bool = False


@dataclass(frozen=True, slots=True)
class NoticeNoted(Event):
    customer_id: CustomerId
    number: str

    def touched(self) -> Iterable[str]:
        return touched_by(self.customer_id)


def note_notice_sent(command: NoteNoticeSent, unit: Unit, _clock: Clock) -> NoticeNoted:
    """Raises UnknownNotice, NoticeSent."""
    notice = unit.dunning.notice(command.notice_id)
    check_waits(notice)
    unit.dunning.mark(notice.id, "posted" if command.by_post else "sent", unit.today())
    unit.dunning.step_items(notice, unit.today(), is_sent=True)
    customer = unit.customers.get(notice.customer_id).number if notice.cancels else ""
    if notice.cancels and not unit.tasks.is_open(TaskKind.ARREARS_TO_END, customer):
        unit.tasks.open(TaskKind.ARREARS_TO_END, customer, {"notice": notice.number})
    return NoticeNoted(notice.customer_id, notice.number)


def check_waits(notice: WrittenNotice) -> None:
    """Raises NoticeSent."""
    if notice.is_sent or notice.is_dropped:
        raise NoticeSent(number=notice.number)
