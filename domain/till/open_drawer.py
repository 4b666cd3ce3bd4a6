"""The drawer is counted and opened: a session begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, CommandKind, Event, Seat
from domain.clock import Clock
from domain.money import Money
from domain.ports import Unit
from domain.till.drawer import (
    NOTE_LENGTH,
    CashWhy,
    DrawerEntry,
    DrawerKind,
    DrawerOpenAlready,
    DrawerReasonMissing,
    Pieces,
    counted,
)
from domain.till.model import CashIsOff, SessionId, TillId


@dataclass(frozen=True, slots=True)
class OpenDrawer(Command):
    """`why` is needed where something else is in than the last session left there."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.POS})

    till_id: TillId
    pieces: tuple[Pieces, ...]
    why: CashWhy | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DrawerOpened(Event):
    till_id: TillId
    session_id: SessionId
    counted: Money

    def touched(self) -> Iterable[str]:
        return (f"till:{self.till_id}",)


def open_drawer(command: OpenDrawer, unit: Unit, _clock: Clock) -> DrawerOpened:
    """Raises UnknownTill, NotYourTill, CashIsOff, DrawerOpenAlready, CountWrong, DrawerReasonMissing."""
    now = unit.till.take(command.till_id)
    if not now.till.is_cash_on:
        raise CashIsOff(till=now.till.code)
    if now.drawer is not None:
        raise DrawerOpenAlready(till=now.till.code)
    found = counted(command.pieces)
    moved = found - now.left_in
    if moved and command.why is None:
        raise DrawerReasonMissing(amount=moved)
    session_id = SessionId(unit.new_id())
    entry = DrawerEntry(
        session_id,
        1,
        DrawerKind.OPENED,
        moved,
        found,
        unit.context.effective_at,
        unit.context.actor_id,
        found,
        command.why if moved else None,
        command.note.strip()[:NOTE_LENGTH],
    )
    unit.till.begin(now.till.id, entry, command.pieces)
    return DrawerOpened(now.till.id, session_id, found)
