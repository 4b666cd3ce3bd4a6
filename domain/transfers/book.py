"""What the commands of a transfer ask of the storage."""

from datetime import date
from typing import Protocol

from domain.ids import ContractId, InvoiceId
from domain.money import Money
from domain.transfers.model import Hindered, Transfer, TransferId, TransferStep


class TransferBook(Protocol):
    """Append-only: the state of a transfer is moved by its steps alone."""

    def add(self, transfer: Transfer) -> None: ...

    def get(self, transfer_id: TransferId) -> Transfer:
        """Locks it until the command is done. Raises UnknownTransfer."""
        ...

    def live(self, contract_id: ContractId) -> Transfer | None:
        """The one that is agreed and not done; locked."""
        ...

    def take(self, transfer: Transfer, step: TransferStep, on: date, why: str = "") -> None:
        """`transfer` is the state before it.

        Raises:
            Conflict: someone else took a step first (at the latest when the unit ends).
        """
        ...

    def deposit_invoice(self, transfer: Transfer) -> InvoiceId | None:
        """The invoice by which the new party's deposit is asked for; None: it is not billed yet, or there is none."""
        ...

    def deposit_back(self, transfer: Transfer) -> Money | None:
        """What the credit note of the old party's deposit says; None: it is not credited yet, or there is none."""
        ...

    def is_deposit_moved(self, transfer_id: TransferId) -> bool: ...

    def note_deposit_moved(self, transfer: Transfer, amount: Money) -> None: ...

    def hindered(self, contract_id: ContractId) -> tuple[Hindered, ...]:
        """What is under way of this contract, in the order of `Hindrance`; each once."""
        ...
