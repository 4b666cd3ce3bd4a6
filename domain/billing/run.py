"""What a billing run reads and writes, for a batch of customers at a time (DECISIONS 9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID, uuid5

from domain.billing.invoice import DraftInvoice
from domain.billing.model import BilledPeriod
from domain.billing.register import MissingNumbers, VoidedNumber
from domain.billing.settlement import Settlements
from domain.billing.tax import BillingParty, TaxRules
from domain.business import Recipient
from domain.contracts.model import Contract
from domain.errors import AppError, NotFound
from domain.ids import ContractId, CustomerId
from domain.settings.billing import BillingHouse, Collective


class RunState(StrEnum):
    """WAITING: asked for, the worker has not begun. CANCELLED and FAILED keep what was billed before they ended."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class UnknownRun(NotFound):
    """No run of this id, or this role may not see it."""

    code = "unknown_run"


UNDER_WAY = frozenset({RunState.WAITING, RunState.RUNNING})


def run_id_of(command_id: UUID) -> UUID:
    """The run that a command asks for: asked twice under one id, it is one run."""
    return uuid5(UUID(int=command_id.int), "run")


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
    """One customer with all that may have to be billed. `recipient` is who the paper is addressed to.

    `collective` None: what shares a document is decided by the house.
    """

    party: BillingParty
    language: str
    recipient: Recipient
    contracts: tuple[DueContract, ...]
    collective: Collective | None = None


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

    @property
    def settlements(self) -> Settlements: ...

    @property
    def house(self) -> BillingHouse:
        """As the owner has it now."""
        ...

    def accounts(
        self,
        customer_ids: Sequence[CustomerId],
        as_of: date,
        only: Sequence[ContractId],
        *,
        held_on: date,
        compares_all: bool = False,
    ) -> list[Account]:
        """The contracts of these customers (`only` some, unless empty) due on `as_of`, locked, with what is billed.

        Those whose billing is held back on `held_on` are left out. `compares_all`: with every row, and nothing settled.
        """
        ...

    def post(self, settled: Sequence[Settled], issued_on: date, run_id: UUID | None) -> None:
        """Writes invoices with numbers (drawn last), billed periods, next due days, the outbox, and what was left out.

        Raises:
            Conflict: another run billed one of the periods first (at the latest when the unit ends).
        """
        ...

    def ask_for_run(self, run_id: UUID, as_of: date, contracts: int) -> None:
        """Puts a run on record that the worker is to begin. `contracts` 0: all that is due."""
        ...

    def run_state(self, run_id: UUID) -> RunState:
        """Raises UnknownRun."""
        ...

    def ask_for_end(self, run_id: UUID) -> None:
        """The run ends before its next batch."""
        ...

    def missing_numbers(self) -> list[MissingNumbers]:
        """For each series the drawn numbers without a document that are not void, at most some hundred a series."""
        ...

    def is_missing(self, series: str, number: int) -> bool:
        """Whether the number was drawn, has no document, and is not void."""
        ...

    def void_number(self, voided: VoidedNumber) -> None: ...

    def is_held(self, contract_id: ContractId) -> bool:
        """Whether runs of today leave the contract out."""
        ...

    def hold(self, contract: Contract, until: date, reason: str) -> None:
        """No run bills the contract before that day."""
        ...

    def release(self, contract: Contract) -> None:
        """And clears the task that was opened for it."""
        ...
