"""What is open of an invoice is written off: a dated entry of the settlement ledger, with the VAT that it corrects."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.billing.invoice import InvoiceKind
from domain.billing.settlement import Entry, EntryId, EntryKind, NotAnInvoice, OpenChangedMeanwhile
from domain.clock import Clock
from domain.collection.model import LONGEST_NOTE
from domain.collection.writing_off import (
    NothingToWriteOff,
    WriteOffCause,
    WriteOffNeedsOwner,
    WriteOffNoteMissing,
    parts_of,
)
from domain.dunning.touching import touched_by
from domain.ids import CustomerId, InvoiceId
from domain.money import Money
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class WriteOffClaim(Command):
    """All that is open; `open_seen` is what the person saw."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    invoice_id: InvoiceId
    open_seen: Money
    cause: WriteOffCause
    note: str = field(default="", metadata=PERSONAL)


@dataclass(frozen=True, slots=True)
class ClaimWrittenOff(Event):
    entry_id: EntryId
    invoice_id: InvoiceId
    customer_id: CustomerId
    amount: Money

    def touched(self) -> Iterable[str]:
        return ("collection", *touched_by(self.customer_id))


def write_off_claim(command: WriteOffClaim, unit: Unit, _clock: Clock) -> ClaimWrittenOff:
    """Raises UnknownDocument, NotAnInvoice, NothingToWriteOff, OpenChangedMeanwhile, WriteOffNoteMissing,
    WriteOffNeedsOwner."""
    document = unit.billing.settlements.document(command.invoice_id)
    if document.kind is not InvoiceKind.INVOICE:
        raise NotAnInvoice(number=document.number)
    if not document.open:
        raise NothingToWriteOff(number=document.number)
    if document.open != command.open_seen:
        raise OpenChangedMeanwhile(number=document.number, open=document.open)
    note, above = command.note.strip()[:LONGEST_NOTE], unit.settings.dunning().value.two_person_above
    if not note:
        raise WriteOffNoteMissing(number=document.number)
    if document.open.minor > above.minor and unit.refunds.approver().seat is not Seat.OWNER:
        raise WriteOffNeedsOwner(amount=document.open, above=above)
    nothing = Money(0, document.open.currency)
    ids = (EntryId(unit.new_id()), EntryKind.WRITTEN_OFF, document.customer_id, unit.today())
    amounts = (document.open, nothing, nothing, nothing)
    entry = Entry(*ids, *amounts, invoice_id=document.id, granted=document.open)
    unit.billing.settlements.book([entry])
    parts = parts_of(unit.collection.vat_groups(document.id), document.open)
    unit.collection.add_write_off(entry.id, command.cause, parts, note)
    return ClaimWrittenOff(entry.id, document.id, document.customer_id, document.open)
