"""Cash goes into the drawer or out of it without a receipt: change, to the bank, for something that was bought."""

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
    DrawerReasonMissing,
    check_not_below_zero,
)
from domain.till.model import DrawerNotOpen, PaymentWrong, TillId


@dataclass(frozen=True, slots=True)
class MoveCash(Command):
    """`amount` below nothing goes out."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.POS})

    till_id: TillId
    amount: Money
    why: CashWhy
    note: str


@dataclass(frozen=True, slots=True)
class CashMoved(Event):
    till_id: TillId
    amount: Money

    def touched(self) -> Iterable[str]:
        return (f"till:{self.till_id}",)


def move_cash(command: MoveCash, unit: Unit, _clock: Clock) -> CashMoved:
    """Raises UnknownTill, NotYourTill, DrawerNotOpen, PaymentWrong, DrawerReasonMissing, DrawerBelowZero."""
    now, note = unit.till.take(command.till_id), command.note.strip()[:NOTE_LENGTH]
    if now.drawer is None:
        raise DrawerNotOpen(till=now.till.code)
    if not command.amount:
        raise PaymentWrong(amount=command.amount)
    if not note or command.why is CashWhy.UNEXPLAINED:
        raise DrawerReasonMissing(amount=command.amount)
    check_not_below_zero(now.drawer.amount, command.amount)
    entry = DrawerEntry(
        now.drawer.session_id,
        now.drawer.n + 1,
        DrawerKind.CASH_IN if command.amount.minor > 0 else DrawerKind.CASH_OUT,
        command.amount,
        now.drawer.amount + command.amount,
        unit.context.effective_at,
        unit.context.actor_id,
        why=command.why,
        note=note,
    )
    unit.till.note(entry)
    return CashMoved(now.till.id, command.amount)
