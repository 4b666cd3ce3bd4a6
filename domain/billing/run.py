"""What a billing run reads and writes, for a batch of customers at a time (DECISIONS 9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.billing.invoice import DraftInvoice
from domain.billing.model import BilledPeriod
from domain.billing.tax import BillingParty, TaxRules
from domain.business import Recipient
from domain.contracts.model import Contract
from domain.errors import AppError
from domain.ids import ContractId, CustomerId


@dataclass(frozen=True, slots=True)
class DueContract:
    """A contract to look at, with what is billed of it.

    With `since` (see `charges`) all before that day is settled, and `billed` may leave out the rows that
    `unsettled_rows` would; None: the timeline has changed since the last run, or there was none.
    """

    contract: Contract
    billed: tuple[BilledPeriod, ...]
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One customer with all that may have to be billed. `recipient` is who the paper is addressed to."""

    party: BillingParty
    language: str
    recipient: Recipient
    contracts: tuple[DueContract, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """The outcome for one customer: what to write, when each looked-at contract is due next, and what was left out."""

    account: Account
    drafts: tuple[DraftInvoice, ...]
    next_due: Mapping[ContractId, date | None]
    left_out: Mapping[ContractId, AppError]


class BillingBooks(Protocol):
    """The books as a run sees them."""

    @property
    def rules(self) -> TaxRules: ...

    def accounts(self, customer_ids: Sequence[CustomerId], as_of: date, only: Sequence[ContractId]) -> list[Account]:
        """The contracts of these customers (`only` some, unless empty) due on `as_of`, locked, with what is billed."""
        ...

    def post(self, settled: Sequence[Settled], issued_on: date, run_id: UUID | None) -> None:
        """Writes invoices with numbers (drawn last), billed periods, next due days and the outbox.

        Raises:
            Conflict: another run billed one of the periods first (at the latest when the unit ends).
        """
        ...
