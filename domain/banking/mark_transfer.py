"""Money that is no customer's, or that went back to where it came from, leaves the list of what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import OFFICE, Command, Event, Seat
from domain.banking.book_transfer import NoTransferIn, TransferChangedMeanwhile
from domain.banking.model import BOOKED_BY_HAND, MARKS, BankEntryId, Mark
from domain.clock import Clock
from domain.errors import InvalidInput, RuleViolation
from domain.ports import Unit

REASON_LENGTH: Final = 200


class MarkRefused(RuleViolation):
    """It is marked so already, or another way."""

    code = "mark_refused"


class MarkReasonMissing(InvalidInput):
    """Whoever looks later has to know what it was."""

    code = "mark_reason_missing"


@dataclass(frozen=True, slots=True)
class MarkTransfer(Command):
    """`reason`: what it was, or on which way it went back; not needed to take it up again. It names no person."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    entry_id: BankEntryId
    mark: Mark
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TransferMarked(Event):
    entry_id: BankEntryId
    mark: Mark

    def touched(self) -> Iterable[str]:
        return ("bank",)


def mark_transfer(command: MarkTransfer, unit: Unit, _clock: Clock) -> TransferMarked:
    """Raises UnknownBankEntry, NoTransferIn, TransferChangedMeanwhile (something is booked of it), MarkRefused,
    MarkReasonMissing."""
    kept = unit.bank.entry(command.entry_id)
    if kept.nature not in BOOKED_BY_HAND:
        raise NoTransferIn(nature=kept.nature)
    if kept.left != kept.amount:
        raise TransferChangedMeanwhile(left=kept.left)
    if (kept.mark, command.mark) not in MARKS:
        raise MarkRefused(mark=kept.mark)
    reason = " ".join(command.reason.split())[:REASON_LENGTH]
    if command.mark is not Mark.OPEN and not reason:
        raise MarkReasonMissing
    unit.bank.mark(command.entry_id, command.mark, reason)
    return TransferMarked(command.entry_id, command.mark)
