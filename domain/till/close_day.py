"""The day of a till ends: its drawer is closed, and the day report is written once for all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.money import Money
from domain.ports import Unit
from domain.till.book import TillNow
from domain.till.day_report import DayReport, ReportId, figures_of
from domain.till.drawer import (
    NOTE_LENGTH,
    CashWhy,
    Drawer,
    DrawerEntry,
    DrawerKind,
    DrawerReasonMissing,
    after,
    stepped,
)
from domain.till.model import TillId


class NothingToReport(RuleViolation):
    """No receipt since the last day report, and no drawer that is open."""

    code = "nothing_to_report"


class DrawerNotCounted(RuleViolation):
    """The drawer is counted before the day ends, and nothing moves in between."""

    code = "drawer_not_counted"


@dataclass(frozen=True, slots=True)
class CloseDay(Command):
    """`note` explains a difference."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.POS})

    till_id: TillId
    note: str = ""


@dataclass(frozen=True, slots=True)
class DayClosed(Event):
    till_id: TillId
    report_id: ReportId
    z: int

    def touched(self) -> Iterable[str]:
        return ("tills", f"till:{self.till_id}")


def close_day(command: CloseDay, unit: Unit, _clock: Clock) -> DayClosed:
    """Raises UnknownTill, NotYourTill, NothingToReport, DrawerNotCounted, DrawerReasonMissing."""
    now = unit.till.take(command.till_id)
    receipts, known = unit.till.since_report(now)
    if not receipts and now.drawer is None:
        raise NothingToReport(till=now.till.code)
    entries = [*known, *_closing(now, command.note.strip()[:NOTE_LENGTH], unit)]
    report = DayReport(
        ReportId(unit.new_id()),
        now.till.id,
        now.next_z,
        unit.context.effective_at,
        unit.context.actor_id,
        now.drawer.session_id if now.drawer else None,
        figures_of(receipts, entries),
    )
    unit.till.keep_report(report)
    return DayClosed(now.till.id, report.id, report.z)


def _closing(now: TillNow, note: str, unit: Unit) -> Iterable[DrawerEntry]:
    """The entries that end the session. Raises DrawerNotCounted, DrawerReasonMissing."""
    if now.drawer is None:
        return []
    difference = now.drawer.difference
    if difference is None:
        raise DrawerNotCounted(till=now.till.code)
    if abs(difference.minor) > now.till.difference_limit.minor and not note:
        raise DrawerReasonMissing(amount=difference)
    written: list[DrawerEntry] = []
    drawer: Drawer | None = now.drawer
    steps = [(DrawerKind.DIFFERENCE, difference)] if difference else []
    for kind, amount in [*steps, (DrawerKind.CLOSED, Money(0))]:
        if drawer is None:
            break
        after(drawer.status, kind)
        is_off = kind is DrawerKind.DIFFERENCE
        entry = DrawerEntry(
            drawer.session_id,
            drawer.n + 1,
            kind,
            amount,
            drawer.amount + amount,
            unit.context.effective_at,
            unit.context.actor_id,
            why=CashWhy.UNEXPLAINED if is_off else None,
            note=note if is_off else "",
        )
        unit.till.note(entry)
        written.append(entry)
        drawer = stepped(drawer, entry)
    return written
