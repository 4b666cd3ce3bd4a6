"""An entry of the blocklist does not count any longer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.checks.book import BlockId
from domain.checks.model import said_why
from domain.clock import Clock
from domain.errors import NotFound
from domain.ports import Unit


class UnknownBlock(NotFound):
    """There is no such entry, or it was lifted before."""

    code = "unknown_block"


@dataclass(frozen=True, slots=True)
class LiftBlock(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    block_id: BlockId
    reason: str


@dataclass(frozen=True, slots=True)
class BlockLifted(Event):
    block_id: BlockId

    def touched(self) -> Iterable[str]:
        return ("blocklist",)


def lift_block(command: LiftBlock, unit: Unit, _clock: Clock) -> BlockLifted:
    """Raises UnknownBlock, CheckReasonMissing."""
    unit.checks.lift_block(command.block_id, said_why(command.reason))
    return BlockLifted(command.block_id)
