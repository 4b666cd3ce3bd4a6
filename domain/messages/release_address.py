"""An address that may be written to again."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.application import Command, Event
from domain.clock import Clock
from domain.messages.book import BlockId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ReleaseAddress(Command):
    block_id: BlockId
    why: str = ""


@dataclass(frozen=True, slots=True)
class AddressReleased(Event):
    block_id: BlockId

    def touched(self) -> Iterable[str]:
        return ("letters",)


def release_address(command: ReleaseAddress, unit: Unit, _clock: Clock) -> AddressReleased:
    """Letters that were held back stay so until somebody sends them. Raises UnknownBlock."""
    unit.mails.release(command.block_id, command.why.strip()[:200])
    return AddressReleased(command.block_id)
