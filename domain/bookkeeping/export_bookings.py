"""A month's postings go to the accountant: as a file that is kept, and everything in it is in no other file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.bookkeeping.bookings import batch_of
from domain.bookkeeping.extf import FileHead, extf_file, file_name
from domain.bookkeeping.facts import ExportId, KeptExport
from domain.clock import Clock, today
from domain.errors import Conflict, InvalidInput, RuleViolation
from domain.ports import Unit


class MonthNotOver(InvalidInput):
    """A month is exported as a whole or up to today; one that has not begun holds nothing."""

    code = "month_not_begun"


class AccountantUnknown(RuleViolation):
    """The file says for which adviser and client it is: the owner enters both in the settings."""

    code = "accountant_unknown"


class AccountsMissing(RuleViolation):
    """Something has no account yet; a batch without it would not add up."""

    code = "accounts_missing"


class NothingToExport(RuleViolation):
    """Everything of this month is in a file already."""

    code = "nothing_to_export"


class BooksChangedMeanwhile(Conflict):
    """Something was billed, paid or exported since this person looked."""

    code = "books_changed_meanwhile"


@dataclass(frozen=True, slots=True)
class ExportBookings(Command):
    """`month` is its first day; `seen` how many documents and entries the person saw waiting."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    month: date
    seen: int


@dataclass(frozen=True, slots=True)
class BookingsExported(Event):
    """`left` documents and entries of the month wait for another file."""

    export_id: ExportId
    file_name: str
    rows: int
    left: int

    def touched(self) -> Iterable[str]:
        return ("book_exports",)


def export_bookings(command: ExportBookings, unit: Unit, clock: Clock) -> BookingsExported:
    """Raises MonthNotOver, AccountantUnknown, AccountsMissing, NothingToExport, BooksChangedMeanwhile."""
    first = command.month.replace(day=1)
    if first > today(clock):
        raise MonthNotOver(month=first)
    settings = unit.settings.accounts().value
    if not settings.is_ready:
        raise AccountantUnknown
    last = month_end(first)
    waiting = unit.books.waiting(first, last)
    if waiting.count + waiting.more != command.seen:
        raise BooksChangedMeanwhile(seen=command.seen, now=waiting.count + waiting.more)
    batch = batch_of(waiting, settings)
    if batch.is_blocked:
        raise AccountsMissing(count=sum(count for _, count in batch.left_out))
    if not batch.taken.count:
        raise NothingToExport(month=first)
    name = file_name(first, unit.books.files_of(first) + 1)
    now = clock.now()
    content = extf_file(FileHead(first, last, now, f"Umlauf {first:%m/%Y}"), batch.bookings, settings)
    export = KeptExport(ExportId(unit.new_id()), name, first, last, now, len(batch.bookings), batch.debit, content)
    unit.books.keep(export, batch.taken)
    left = command.seen - batch.taken.count
    return BookingsExported(export.id, name, export.rows, left)


def month_end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
