"""What the screens of refunds ask, and the rows that answer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.billing.settlement import PaidBy
from domain.contracts.model import Contract
from domain.ids import ContractId
from domain.money import Money
from domain.refunds.model import GiftAsked, Refund, RefundCause, RefundStatus, RefundStep


@dataclass(frozen=True, slots=True)
class RefundRow:
    """`sent`: what went out (None: nothing yet), on `sent_on`. `account`: where to."""

    refund: Refund
    contract: str
    customer: str
    asked_by: str
    asked_at: datetime
    account: str
    sent: Money | None = None
    sent_on: date | None = None
    by: PaidBy | None = None


@dataclass(frozen=True, slots=True)
class RefundStepRow:
    step: RefundStep
    on: date
    at: datetime
    who: str
    amount: Money | None
    reason: str


@dataclass(frozen=True, slots=True)
class RefundPage:
    """`payable`: what could be sent now. `still_out`: things with the customer. `may_wait`: the owner lets the money of
    a withdrawal wait for them. `titles`: the lines of the gift."""

    row: RefundRow
    steps: tuple[RefundStepRow, ...]
    payable: Money
    still_out: int
    may_wait: bool
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefundsOfContract:
    """`left`: what credit notes of the contract left to the customer as money."""

    contract: Contract
    refunds: tuple[Refund, ...]
    left: Money


@dataclass(frozen=True, slots=True)
class RefundQuestion:
    """`statuses` empty: all. `text` is looked for in numbers and names."""

    text: str = ""
    statuses: tuple[RefundStatus, ...] = ()
    limit: int = 200


@dataclass(frozen=True, slots=True)
class RefundPreview:
    """`credited`: what the credit note of today would say, with VAT. `money`: how much of that and of what is there
    already could be paid out; the rest lowers open invoices."""

    credited: Money
    money: Money


class RefundQuestions(Protocol):
    def refunds(self, question: RefundQuestion) -> tuple[RefundRow, ...]:
        """Those with the nearest legal day first, then the newest."""
        ...

    def page(self, ref: str) -> RefundPage:
        """By number or id. Raises UnknownRefund."""
        ...

    def of_contract(self, contract_id: ContractId) -> RefundsOfContract:
        """Raises UnknownContract."""
        ...

    def preview(self, contract_id: ContractId, cause: RefundCause, gift: GiftAsked | None) -> RefundPreview:
        """Raises UnknownContract, and what `given_back` does."""
        ...
