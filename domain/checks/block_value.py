"""A mail address, a phone number or an account goes onto the blocklist, as a keyed hash, without any customer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.application import BESIDE, OFFICE, Command, Event, Seat
from domain.checks.book import BlockId
from domain.checks.facts import Mark
from domain.checks.marks import typed_mark
from domain.checks.model import said_why
from domain.clock import Clock
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class BlockValue(Command):
    """`block_id` is made where the command is born. `value` is in no log. `until` None: until somebody lifts it."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    block_id: BlockId
    mark: Mark
    reason: str
    until: date | None = None
    value: str = field(default="", compare=False, repr=False, metadata=BESIDE)


@dataclass(frozen=True, slots=True)
class ValueBlocked(Event):
    block_id: BlockId

    def touched(self) -> Iterable[str]:
        return ("blocklist",)


def block_value(command: BlockValue, unit: Unit, _clock: Clock) -> ValueBlocked:
    """Raises CheckReasonMissing, NothingToBlock, IbanWrong."""
    reason, value = said_why(command.reason), typed_mark(command.mark, command.value)
    unit.checks.block(command.block_id, command.mark, value, reason, command.until)
    return ValueBlocked(command.block_id)
