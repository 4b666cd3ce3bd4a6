"""An address that nobody shall write to any more: its owner asked for that, or it is somebody else's."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.application import PERSONAL, Command, Event
from domain.clock import Clock
from domain.customers.model import MailAddressWrong
from domain.customers.register_customer import is_mail_address
from domain.messages.book import AddressKnownBlocked, BlockId, BlockReason
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class BlockAddress(Command):
    why: str = ""
    address: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class AddressIsBlocked(Event):
    block_id: BlockId

    def touched(self) -> Iterable[str]:
        return ("letters",)


def block_address(command: BlockAddress, unit: Unit, _clock: Clock) -> AddressIsBlocked:
    """Raises MailAddressWrong, AddressKnownBlocked."""
    address = command.address.strip()
    if not is_mail_address(address):
        raise MailAddressWrong(value=address)
    if unit.mails.is_blocked(address):
        raise AddressKnownBlocked
    return AddressIsBlocked(unit.mails.block(address, BlockReason.BY_HAND, command.why.strip()[:200]))
