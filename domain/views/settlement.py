"""What the back office sees of the ledger: entries of a document, a customer's balance, deposits held."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.billing.settlement import EntryId, EntryKind, PaidBy
from domain.ids import InvoiceId
from domain.money import Money, total


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as a document or a customer sees it. `amount` is signed, what `of` it means is up to the list.

    `document` is the other one it is about ("" for none), `document_id` leads there. `kept` is the part of a payment
    that became balance. `reverses`: the kind of the entry that it takes back. `left`: what of it is still balance.
    `refund`: the number of the refund that paid it out.
    """

    id: EntryId
    booked_on: date
    kind: EntryKind
    amount: Money
    document: str = ""
    document_id: UUID | None = None
    by: PaidBy | None = None
    reference: str = ""
    who: str = ""
    kept: Money | None = None
    left: Money | None = None
    reverses: EntryKind | None = None
    is_reversed: bool = False
    refund: str = ""

    @property
    def can_be_reversed(self) -> bool:
        return self.kind is EntryKind.PAYMENT and not self.is_reversed


@dataclass(frozen=True, slots=True)
class OpenUse:
    """What using the balance now would settle of one invoice: `used` of `open`, which was to be paid on `due_on`.

    `used` may be nothing: those due before take all.
    """

    invoice_id: InvoiceId
    document: str
    due_on: date
    open: Money
    used: Money


@dataclass(frozen=True, slots=True)
class CustomerBalance:
    """In one currency. The newest entry first. `uses`: what is open and would take from it, due first first.

    `kept`: what of it was paid for orders that have no invoice yet (None: nothing).
    """

    amount: Money
    entries: tuple[EntryRow, ...]
    uses: tuple[OpenUse, ...] = ()
    kept: Money | None = None

    @property
    def used(self) -> Money:
        """What using it now would take."""
        return total([use.used for use in self.uses], self.amount.currency)


@dataclass(frozen=True, slots=True)
class DepositSum:
    """In one currency: `held` was paid and is owed back, `asked` is billed and not paid yet; of `contracts`."""

    held: Money
    asked: Money
    contracts: int
