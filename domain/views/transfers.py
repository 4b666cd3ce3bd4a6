"""What the screens of transfers ask, and the rows that answer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.billing.next_invoices import NextInvoice
from domain.ids import ContractId, CustomerId
from domain.money import Money
from domain.transfers.model import Agreement, Hindered, Transfer


@dataclass(frozen=True, slots=True)
class TransferRow:
    """`contract` and `successor` are numbers, "" for one that is not there yet; names as people read them."""

    transfer: Transfer
    contract: str
    successor: str
    from_name: str
    from_number: str
    to_name: str
    to_number: str
    agreed_at: datetime
    agreed_by: str
    deposit_moved: Money | None = None
    can_move_deposit: bool = False


@dataclass(frozen=True, slots=True)
class TransferPreview:
    """What either party is credited and charged because of it, from today on. `credited` and `charged` are of the day
    on which it is done; `old` and `new` the documents of the next months. `hindered`: what comes first."""

    credited: Money
    charged: Money
    old: tuple[NextInvoice, ...]
    new: tuple[NextInvoice, ...]
    things: tuple[str, ...]
    deposit: Money | None
    is_today: bool
    hindered: tuple[Hindered, ...] = ()


@dataclass(frozen=True, slots=True)
class TransferQuestion:
    """Both None: all of them."""

    contract_id: ContractId | None = None
    customer_id: CustomerId | None = None


class TransferQuestions(Protocol):
    def transfers(self, question: TransferQuestion) -> tuple[TransferRow, ...]:
        """The newest first."""
        ...

    def preview(self, contract_id: ContractId, agreed: Agreement, today: date) -> TransferPreview:
        """Raises UnknownContract, UnknownCustomer, and what `check_day` and `passed_on` do."""
        ...

    def by_number(self, ref: str) -> TransferRow:
        """By number or id. Raises UnknownTransfer."""
        ...
