"""What the commands of a refund ask of the storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.billing.settlement import EntryId, PaidBy, Source
from domain.ids import ContractId, CustomerId
from domain.money import Currency, Money
from domain.refunds.model import Refund, RefundId, RefundStep
from domain.refunds.rules import Approver


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One row of a refund's history. `entry_id`: the first entry of the pay-out that a SEND booked."""

    step: RefundStep
    on: date
    amount: Money | None = None
    entry_id: EntryId | None = None
    reason: str = ""


class RefundBook(Protocol):
    """Append-only: the state of a refund is moved by its steps alone, in the database."""

    def add(self, refund: Refund, account: str) -> None:
        """`account`: where the money is to go; kept beside, erasable."""
        ...

    def get(self, refund_id: RefundId) -> Refund:
        """Locks it until the command is done. Raises UnknownRefund."""
        ...

    def live(self, contract_id: ContractId) -> list[Refund]:
        """Those of a contract that are not at their end, locked."""
        ...

    def live_of_balance(self, customer_id: CustomerId, currency: Currency) -> list[Refund]:
        """Those out of a customer's balance that are not at their end."""
        ...

    def let_go(self, refund: Refund) -> Money:
        """What was approved for its customer in the last 24 hours, by the database's clock, without this one and
        without what was closed as credited. Locked: nothing more is approved for the customer until the command is
        done."""
        ...

    def take(self, refund: Refund, taken: StepTaken) -> None:
        """`refund` is the state before it.

        Raises:
            Conflict: someone else took a step first (at the latest when the unit ends).
        """
        ...

    def sent(self, refund_id: RefundId) -> StepTaken:
        """The newest pay-out. Raises UnknownRefund when nothing was sent."""
        ...

    def account(self, refund_id: RefundId) -> str: ...

    def is_account_bound(self, refund_id: RefundId) -> bool:
        """Another person than the one who asked approved it, and this is the person or the login that asked."""
        ...

    def set_account(self, refund_id: RefundId, account: str) -> None: ...

    def sources(self, contract_id: ContractId | None, customer_id: CustomerId, currency: Currency) -> Sequence[Source]:
        """What credit notes of this contract brought into the balance and is still there, the oldest first; locked.

        `contract_id` None: all that is in the balance.
        """
        ...

    def paid_in(self, customer_id: CustomerId, currency: Currency) -> Money:
        """All money that ever came in from this customer less what went back."""
        ...

    def handed_out(self, refund: Refund) -> Money:
        """What tills paid out for other refunds of its customer, and the ledger does not hold yet."""
        ...

    def left_a_till(self, refund_id: RefundId) -> bool:
        """Whether it was paid out of a drawer."""
        ...

    def paid_by(self, refund: Refund) -> frozenset[PaidBy]:
        """The methods by which its customer paid: for the contract where that is known, else at all."""
        ...

    def approver(self) -> Approver: ...
