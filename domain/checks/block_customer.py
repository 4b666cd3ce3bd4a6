"""What a customer is recognised by goes onto the blocklist, as keyed hashes: an order with one of it stops."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.checks.book import BlockId
from domain.checks.facts import Mark
from domain.checks.marks import NothingToBlock, marks_of
from domain.checks.model import said_why
from domain.clock import Clock
from domain.ids import CustomerId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class BlockCustomer(Command):
    """`marks`: which of the customer's values. `until` None: until somebody lifts it. The values are in no log."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    customer_id: CustomerId
    marks: tuple[Mark, ...]
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CustomerBlocklisted(Event):
    customer_id: CustomerId
    block_ids: tuple[BlockId, ...]

    def touched(self) -> Iterable[str]:
        return ("blocklist", "customers", f"customer:{self.customer_id}")


def block_customer(command: BlockCustomer, unit: Unit, _clock: Clock) -> CustomerBlocklisted:
    """Raises UnknownCustomer, CheckReasonMissing, NothingToBlock."""
    reason = said_why(command.reason)
    known = marks_of(unit.customers.get(command.customer_id).personal)
    wanted = [mark for mark in dict.fromkeys(command.marks) if mark in known]
    if not wanted:
        raise NothingToBlock(value="")
    ids: list[BlockId] = []
    for mark in wanted:
        ids.append(BlockId(unit.new_id()))
        unit.checks.block(ids[-1], mark, known[mark], reason, command.until)
    return CustomerBlocklisted(command.customer_id, tuple(ids))
