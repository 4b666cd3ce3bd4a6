"""What the commands of dunning ask of the storage."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.dunning.instalments import InstalmentPlan, PlanId, PlanStep
from domain.dunning.model import Account, Hold, HoldId, Notice, NoticeId
from domain.dunning.stages import Stage, Step
from domain.ids import ContractId, ContractLineId, CustomerId, InvoiceId
from domain.money import Money


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """One item of a letter as it was written, and where the item stands now."""

    invoice_id: InvoiceId
    level: int
    is_last: bool
    stage: Stage
    starts_default: bool


@dataclass(frozen=True, slots=True)
class WrittenNotice:
    """A letter as it is kept. `contract_id`, `line_ids`: where what it claims is charged; None: it claims nothing."""

    id: NoticeId
    number: str
    customer_id: CustomerId
    level_name: str
    items: tuple[WrittenItem, ...]
    contract_id: ContractId | None
    line_ids: tuple[ContractLineId, ...]
    is_sent: bool
    is_dropped: bool
    is_waived: bool
    cancels: bool


@dataclass(frozen=True, slots=True)
class Charged:
    """The lines that charge what a letter claims, on which contract."""

    contract_id: ContractId
    line_ids: tuple[ContractLineId, ...]


class DunningBook(Protocol):
    """Append-only; the state of an item is moved by its steps alone, in the database."""

    def account(self, customer_id: CustomerId) -> Account:
        """All that is open of a customer, locked until the command is done. Raises UnknownCustomer."""
        ...

    def add_notice(self, notice_id: NoticeId, number: str, notice: Notice, charged: Charged | None) -> None:
        """With the first step of each item. Raises Conflict when another run was faster (when the unit ends)."""
        ...

    def notice(self, notice_id: NoticeId) -> WrittenNotice:
        """Locks it until the command is done. Raises UnknownNotice."""
        ...

    def step_items(self, notice: WrittenNotice, on: date, *, is_sent: bool) -> None:
        """The step of each item that follows when its letter was sent, or is dropped."""
        ...

    def step(self, invoice_id: InvoiceId, step: Step, on: date) -> None:
        """A step that no letter is about. Raises Conflict when the item stands elsewhere (when the unit ends)."""
        ...

    def mark(self, notice_id: NoticeId, what: str, on: date, why: str = "") -> None:
        """`what`: sent, posted, dropped, waived; each once. Raises Conflict as `step` does."""
        ...

    def add_hold(self, hold: Hold) -> None: ...

    def hold(self, hold_id: HoldId) -> Hold:
        """Raises UnknownHold, HoldOver."""
        ...

    def lift(self, hold_id: HoldId, on: date, why: str) -> None: ...

    def add_plan(self, plan: InstalmentPlan) -> None: ...

    def plan(self, plan_id: PlanId) -> tuple[InstalmentPlan, Money]:
        """With what is open of its items now; locked. Raises UnknownPlan."""
        ...

    def step_plan(self, plan: InstalmentPlan, step: PlanStep, on: date, why: str = "") -> None:
        """`plan` is the state before it. Raises Conflict as `step` does."""
        ...

    def is_stopped(self, customer_id: CustomerId) -> tuple[str, Money] | None:
        """The newest letter sent that stops changes and whose item is still open: the level's name, and what is open
        of all such items. None: nothing stops them."""
        ...
