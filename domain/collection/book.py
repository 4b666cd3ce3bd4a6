"""What the commands of collection ask of the storage."""

from collections.abc import Sequence
from typing import Protocol

from domain.billing.settlement import EntryId
from domain.collection.model import CollectionCase, CollectionId, StepTaken
from domain.collection.writing_off import VatPart, WriteOffCause
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Currency


class CollectionBook(Protocol):
    """Append-only: the state of a case is moved by its steps alone, in the database."""

    def add(self, case: CollectionCase) -> None:
        """Raises Conflict when there is an open one (at the latest when the unit ends)."""
        ...

    def get(self, case_id: CollectionId) -> CollectionCase:
        """Locks it until the command is done. Raises UnknownCollection."""
        ...

    def live(self, customer_id: CustomerId, currency: Currency) -> CollectionCase | None:
        """The one that is proposed or that a partner works on."""
        ...

    def take(self, case: CollectionCase, taken: StepTaken) -> None:
        """`case` is the state before it. Raises Conflict as `add` does."""
        ...

    def contracts_with_things(self, customer_id: CustomerId) -> list[ContractId]:
        """Those of which something is still with the customer and not announced to come back."""
        ...

    def vat_groups(self, invoice_id: InvoiceId) -> list[VatPart]:
        """What an invoice consists of by category and rate."""
        ...

    def add_write_off(self, entry_id: EntryId, cause: WriteOffCause, parts: Sequence[VatPart], note: str) -> None:
        """Beside the entry that books it; `note` is erasable."""
        ...
