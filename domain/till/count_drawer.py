"""The drawer is counted, without being told what is expected; the answer says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, CommandKind, Event, Seat
from domain.clock import Clock
from domain.money import Money
from domain.ports import Unit
from domain.till.drawer import DrawerEntry, DrawerKind, Pieces, counted
from domain.till.model import DrawerNotOpen, TillId


@dataclass(frozen=True, slots=True)
class CountDrawer(Command):
    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.POS})

    till_id: TillId
    pieces: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class DrawerCounted(Event):
    """`needs_reason`: the difference is above the till's limit."""

    till_id: TillId
    expected: Money
    counted: Money
    needs_reason: bool

    def touched(self) -> Iterable[str]:
        return (f"till:{self.till_id}",)


def count_drawer(command: CountDrawer, unit: Unit, _clock: Clock) -> DrawerCounted:
    """May be done again until the day is closed. Raises UnknownTill, NotYourTill, DrawerNotOpen, CountWrong."""
    now = unit.till.take(command.till_id)
    if now.drawer is None:
        raise DrawerNotOpen(till=now.till.code)
    found, expected = counted(command.pieces), now.drawer.amount
    entry = DrawerEntry(
        now.drawer.session_id,
        now.drawer.n + 1,
        DrawerKind.COUNTED,
        Money(0),
        expected,
        unit.context.effective_at,
        unit.context.actor_id,
        found,
    )
    unit.till.note(entry, command.pieces)
    needs_reason = abs((found - expected).minor) > now.till.difference_limit.minor
    return DrawerCounted(now.till.id, expected, found, needs_reason)
