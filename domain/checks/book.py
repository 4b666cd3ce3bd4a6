"""What the commands of checks ask of the storage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NewType, Protocol
from uuid import UUID

from domain.billing.settlement import EntryId
from domain.checks.facts import CheckFacts, Mark
from domain.checks.identity import Shown
from domain.checks.model import MoneyFor, OrderCheck, Step
from domain.checks.verdict import Need, Verdict
from domain.ids import OrderId
from domain.money import Money

BlockId = NewType("BlockId", UUID)


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One row of a check's history. What does not belong to its step is empty.

    `verdict` with its points goes into the erasable detail but for colour, score and source. `said`: the raw answer of
    a bureau. `reference`: of a session with an identity service.
    """

    step: Step
    on: date
    why: str = ""
    verdict: Verdict | None = None
    needs: frozenset[Need] = frozenset()
    value: Money | None = None
    amount: Money | None = None
    asked_for: MoneyFor | None = None
    entry_id: EntryId | None = None
    reference: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """`freed_on`: when it passed; None: it was never checked, or is held."""

    is_held: bool
    freed_on: date | None = None


class CheckBook(Protocol):
    """Append-only: the stage of a check is moved by its steps alone, in the database."""

    def is_on(self) -> bool:
        """Whether orders are checked at all; each that is taken has a check then, made by the database."""
        ...

    def hold(self, order_id: OrderId) -> Hold:
        """Whether its check holds the order back."""
        ...

    def get(self, order_id: OrderId) -> OrderCheck:
        """Locks it until the command is done. Raises UnknownCheck."""
        ...

    def find(self, order_id: OrderId) -> OrderCheck | None:
        """As `get`; None: it has none."""
        ...

    def facts(self, order_id: OrderId, on: date) -> CheckFacts:
        """All there is to know, in one question."""
        ...

    def bureau_said(self, order_id: OrderId) -> Verdict | None:
        """The newest answer since it was last checked anew."""
        ...

    def take(self, check: OrderCheck, taken: StepTaken) -> OrderCheck:
        """`check` is the state before it; gives the one after.

        Raises IllegalCheckTransition; Conflict: someone else took a step first (at the latest when the unit ends).
        """
        ...

    def least_ahead(self, order_id: OrderId) -> Money | None:
        """What whoever sits here may ask for at least; None: nobody at this workplace asks."""
        ...

    def call_outside(self, order_id: OrderId) -> None:
        """The worker asks a bureau or an identity service after the commit."""
        ...

    def keep_marks(self, order_id: OrderId, marks: Mapping[Mark, str]) -> None:
        """As keyed hashes."""
        ...

    def keep_account(self, order_id: OrderId, iban: str) -> None:
        """Erasable."""
        ...

    def show(self, order_id: OrderId, shown: Shown) -> None: ...

    def block(self, block_id: BlockId, mark: Mark, value: str, reason: str, until: date | None) -> None: ...

    def lift_block(self, block_id: BlockId, reason: str) -> None:
        """Raises UnknownBlock."""
        ...

    def erase_detail(self, order_id: OrderId) -> bool:
        """Points, answers, account and hashes go; colour, score and who decided stay. Whether there was anything."""
        ...
