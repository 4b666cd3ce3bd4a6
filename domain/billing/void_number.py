"""A number that has no document is explained: the owner makes it void, with a reason that stays in the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.billing.register import REASON_LENGTH, NumberNotMissing, VoidedNumber, VoidReasonMissing, shown_number
from domain.clock import Clock
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class VoidNumber(Command):
    """`series` with its year ("R-2026")."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    series: str
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class NumberVoided(Event):
    number: str

    def touched(self) -> Iterable[str]:
        return ("numbers",)


def void_number(command: VoidNumber, unit: Unit, _clock: Clock) -> NumberVoided:
    """Raises VoidReasonMissing; NumberNotMissing when it has a document, is void already, or was never drawn."""
    reason = command.reason.strip()[:REASON_LENGTH]
    shown = shown_number(command.series, command.number)
    if not reason:
        raise VoidReasonMissing(number=shown)
    if not unit.billing.is_missing(command.series, command.number):
        raise NumberNotMissing(number=shown)
    unit.billing.void_number(VoidedNumber(command.series, command.number, reason))
    return NumberVoided(shown)
