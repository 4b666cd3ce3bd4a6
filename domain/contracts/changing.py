"""Changes of a running contract as commands: one base, one handler. The same edit serves the preview of each.

Source: DESIGN.md 1 ("The difference"): whatever changes, the timeline is edited and the next run bills the difference.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.application import Command, Event
from domain.clock import Clock
from domain.contracts.effective import BY_DEFAULT, Timing
from domain.contracts.model import Contract
from domain.contracts.plan_target import PlanTargets
from domain.contracts.status import OVER
from domain.customers.model import CustomerKind
from domain.deliveries.keep_up import keep_up
from domain.errors import Conflict, RuleViolation
from domain.ids import ContractId, PlanId
from domain.loyalty.steps import with_loyalty
from domain.ports import Unit
from domain.shipping.handing_out import hand_out


class ContractChangedMeanwhile(Conflict):
    """Someone else changed the contract since this person looked at it."""

    code = "contract_changed_meanwhile"


class BackdatingNeedsReason(RuleViolation):
    """A backdated change needs a reason, for those who read the books later. Source: BILLING.md, lesson 22."""

    code = "backdating_needs_reason"


class ContractIsOver(RuleViolation):
    """The contract ended, was withdrawn or bought out: its timeline changes no more, except by charges and refunds."""

    code = "contract_is_over"


@dataclass(frozen=True, slots=True)
class ContractChange(Command, ABC):
    """Base of all changes. `version` is that of the contract the person saw; `reason` is kept with the change."""

    contract_id: ContractId
    version: int
    reason: str = ""

    @abstractmethod
    def edited(self, contract: Contract, today: date) -> Contract:
        """The timeline afterwards. Raises AppErrors: what the contract does not allow."""

    def for_customer(self, _kind: CustomerKind) -> "ContractChange":
        """The command with what the house knows better than whoever gave it: what kind of customer this is."""
        return self

    @property
    def plan_wanted(self) -> PlanId | None:
        """The price plan that the change names; None: it needs nothing of the catalogue."""
        return None

    @property
    def asks_catalogue(self) -> bool:
        """Whether what the catalogue says belongs to the change."""
        return self.plan_wanted is not None

    def edited_by_plan(self, contract: Contract, today: date, _plans: PlanTargets) -> Contract:
        """As `edited`, with what the catalogue says. Raises AppErrors."""
        return self.edited(contract, today)

    def check(self, _contract: Contract, _unit: Unit) -> None:
        """What the timeline does not say may stand against it. Raises AppErrors."""

    def begins_on(self, _today: date) -> date | None:
        """The day from which on it holds, where a person chose one; None: nothing is backdated."""
        return None

    @property
    def is_for_running(self) -> bool:
        """False: possible after the end too."""
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedChange(ContractChange):
    """A change that begins now, with the next period or on a date. `asked_on` None: today."""

    timing: Timing = BY_DEFAULT
    asked_on: date | None = None

    def begins_on(self, today: date) -> date | None:
        return self.timing.day or self.asked_on or today


@dataclass(frozen=True, slots=True)
class ContractChanged(Event):
    """`version` is the contract's new one. `moves_parcels`: open shipments came, changed or went."""

    contract_id: ContractId
    version: int
    moves_parcels: bool = False

    def touched(self) -> Iterable[str]:
        topics = ("contracts", f"contract:{self.contract_id}")
        return (*topics, "shipments", "tasks") if self.moves_parcels else topics


@dataclass(frozen=True, slots=True)
class LastChange:
    """The newest saved change of a contract: what was before, and whether an invoice was written since."""

    before: Contract
    can_undo: bool
    is_billed: bool


def applied(command: ContractChange, contract: Contract, today: date, plans: PlanTargets | None = None) -> Contract:
    """The contract after the change, with all that is asked of every change. `plans` None: no catalogue is at hand.

    Raises:
        ContractChangedMeanwhile: it is not the version that the person saw.
        ContractIsOver: it ended.
        BackdatingNeedsReason: the change is backdated and says no why.
        AppError: what this change itself refuses.
    """
    if contract.version != command.version:
        raise ContractChangedMeanwhile(contract=contract.number)
    if command.is_for_running and contract.status in OVER:
        raise ContractIsOver(contract=contract.number, status=contract.status)
    begins_on = command.begins_on(today)
    if begins_on is not None and begins_on < today and not command.reason.strip():
        raise BackdatingNeedsReason(day=begins_on)
    if plans is not None and command.asks_catalogue:
        return with_loyalty(command.edited_by_plan(contract, today, plans), today)
    return with_loyalty(command.edited(contract, today), today)


def change_contract(command: ContractChange, unit: Unit, clock: Clock) -> ContractChanged:
    """Edits the timeline; open parcels follow at once, invoices and credits with the next run.

    Raises what `applied` does.
    """
    contract = unit.contracts.get(command.contract_id)
    if type(command).for_customer is not ContractChange.for_customer:
        command = command.for_customer(unit.customers.get(contract.customer_id).kind)
    command.check(contract, unit)
    plans = unit.catalog if command.asks_catalogue else None
    changed = applied(command, contract, unit.today(), plans)
    unit.contracts.save(changed, can_undo=True)
    kept_up, sent = keep_up(changed, unit, unit.today()), hand_out(changed, unit, clock, unit.today())
    return ContractChanged(contract.id, contract.version + 1, kept_up.is_changed or sent.is_changed)
