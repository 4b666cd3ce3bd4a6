"""Money came, or may come, after all: the write-off is taken back, and the claim is open again with its VAT."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.billing.reverse_payment import reversed_entry
from domain.billing.settlement import EntryId, EntryKind
from domain.clock import Clock
from domain.collection.writing_off import NotWrittenOff
from domain.dunning.touching import touched_by
from domain.ids import CustomerId
from domain.money import Money
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ReviveClaim(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    entry_id: EntryId


@dataclass(frozen=True, slots=True)
class ClaimRevived(Event):
    entry_id: EntryId
    customer_id: CustomerId
    amount: Money

    def touched(self) -> Iterable[str]:
        return ("collection", *touched_by(self.customer_id))


def revive_claim(command: ReviveClaim, unit: Unit, _clock: Clock) -> ClaimRevived:
    """Raises UnknownEntry, NotWrittenOff."""
    ledger = unit.billing.settlements
    entry = ledger.entry(command.entry_id)
    if entry.kind is not EntryKind.WRITTEN_OFF or ledger.is_reversed(entry.id):
        raise NotWrittenOff(day=entry.booked_on)
    ledger.book([replace(reversed_entry(entry), id=EntryId(unit.new_id()), booked_on=unit.today())])
    return ClaimRevived(entry.id, entry.customer_id, entry.settled)
