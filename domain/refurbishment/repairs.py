"""Repair orders: what is wrong with a thing, where it is meanwhile, and the one table of its way.

Source: RULES.md 1.6. The thing itself is told by its ledger; an order says why it is in the workshop and what it costs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType, Protocol
from uuid import UUID

from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import AssetId, ContractId, ContractLineId
from domain.money import Money

RepairId = NewType("RepairId", UUID)
RepairFacts = Mapping[str, str | int]

MOST_WORDS: Final = 500


class Origin(StrEnum):
    """Who found it."""

    CUSTOMER = "customer"
    INSPECTION = "inspection"
    MAINTENANCE = "maintenance"


class RepairStage(StrEnum):
    """AT_WORKSHOP: somebody else repairs it for us. AT_SUPPLIER: it is with its maker, under warranty."""

    REPORTED = "reported"
    DIAGNOSED = "diagnosed"
    WAITING_PARTS = "waiting_parts"
    AT_WORKSHOP = "at_workshop"
    AT_SUPPLIER = "at_supplier"
    IN_WORK = "in_work"
    PASSED = "passed"
    FAILED = "failed"
    CALLED_OFF = "called_off"


class RepairStep(StrEnum):
    """COME_BACK: from the workshop or the supplier. CREDIT: the supplier keeps the thing and gives its value back.
    LEND, BOOK_COST and ASK_IN change nothing of where it stands."""

    DIAGNOSE = "diagnose"
    AWAIT_PARTS = "await_parts"
    SEND_TO_WORKSHOP = "send_to_workshop"
    SEND_TO_SUPPLIER = "send_to_supplier"
    COME_BACK = "come_back"
    START = "start"
    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    CREDIT = "credit"
    CALL_OFF = "call_off"
    LEND = "lend"
    BOOK_COST = "book_cost"


_WAITING: Final = (RepairStage.REPORTED, RepairStage.DIAGNOSED, RepairStage.WAITING_PARTS)
_LIVE: Final = (*_WAITING, RepairStage.AT_WORKSHOP, RepairStage.AT_SUPPLIER, RepairStage.IN_WORK)

TRANSITIONS: Final = {
    (RepairStage.REPORTED, RepairStep.DIAGNOSE): RepairStage.DIAGNOSED,
    (RepairStage.DIAGNOSED, RepairStep.DIAGNOSE): RepairStage.DIAGNOSED,
    (RepairStage.WAITING_PARTS, RepairStep.DIAGNOSE): RepairStage.DIAGNOSED,
    (RepairStage.IN_WORK, RepairStep.DIAGNOSE): RepairStage.IN_WORK,
    **{(stage, RepairStep.AWAIT_PARTS): RepairStage.WAITING_PARTS for stage in (*_WAITING, RepairStage.IN_WORK)},
    **{(stage, RepairStep.SEND_TO_WORKSHOP): RepairStage.AT_WORKSHOP for stage in (*_WAITING, RepairStage.IN_WORK)},
    (RepairStage.AT_WORKSHOP, RepairStep.SEND_TO_WORKSHOP): RepairStage.AT_WORKSHOP,
    **{(stage, RepairStep.SEND_TO_SUPPLIER): RepairStage.AT_SUPPLIER for stage in (*_WAITING, RepairStage.IN_WORK)},
    (RepairStage.AT_WORKSHOP, RepairStep.COME_BACK): RepairStage.IN_WORK,
    (RepairStage.AT_SUPPLIER, RepairStep.COME_BACK): RepairStage.IN_WORK,
    **{(stage, RepairStep.START): RepairStage.IN_WORK for stage in _WAITING},
    (RepairStage.IN_WORK, RepairStep.PASS): RepairStage.PASSED,
    (RepairStage.IN_WORK, RepairStep.FAIL): RepairStage.FAILED,
    (RepairStage.AT_SUPPLIER, RepairStep.CREDIT): RepairStage.FAILED,
    **{(stage, RepairStep.CALL_OFF): RepairStage.CALLED_OFF for stage in _WAITING},
    **{(stage, RepairStep.LEND): stage for stage in _LIVE},
    **{(stage, RepairStep.BOOK_COST): stage for stage in (*_LIVE, RepairStage.PASSED, RepairStage.FAILED)},
}

OVER: Final = frozenset({RepairStage.PASSED, RepairStage.FAILED, RepairStage.CALLED_OFF})
"""Nothing more is done to the thing under this order; invoices for it may still come."""
AWAY: Final = frozenset({RepairStage.AT_WORKSHOP, RepairStage.AT_SUPPLIER})
"""The thing is with somebody else."""


class IllegalRepairStep(RuleViolation):
    """The order is not where this is possible."""

    code = "illegal_repair_step"


class UnknownRepair(NotFound):
    """There is no such repair order."""

    code = "unknown_repair"


class RepairOpen(Conflict):
    """This thing has an open repair order already."""

    code = "repair_open"


class ProblemMissing(InvalidInput):
    """An order says what is wrong, a step what is done: an empty text helps nobody."""

    code = "problem_missing"


class ExpectedInThePast(InvalidInput):
    """The day on which something is expected is over."""

    code = "expected_in_the_past"


class NotInHouse(RuleViolation):
    """The thing is not in our workshop: it has to be taken back first."""

    code = "not_in_house"


class NothingToRepair(RuleViolation):
    """The thing is sold, lost, retired or on its way out: it is not repaired by us."""

    code = "nothing_to_repair"


class CostKind(StrEnum):
    """What an amount is for. SUPPLIER_CREDIT is given back to us, so it counts against the rest."""

    WORKSHOP = "workshop"
    PARTS = "parts"
    CARRIAGE = "carriage"
    SUPPLIER_CREDIT = "supplier_credit"


@dataclass(frozen=True, slots=True)
class RepairCost:
    """An amount on somebody's invoice, net. A credit of the supplier has a positive amount too: the kind tells."""

    kind: CostKind
    amount: Money
    booked_on: date
    supplier: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class RepairStepTaken:
    """One step, and where the order stood after it. `at` None: it is being taken by this command."""

    step: RepairStep
    stage: RepairStage
    facts: RepairFacts = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """`number` is an own code (RP-…). `contract_id` None: nobody had the thing when it was found.
    `expected_on`: by when parts, the workshop or the supplier are expected."""

    id: RepairId
    number: str
    asset_id: AssetId
    origin: Origin
    problem: str
    reported_on: date
    contract_id: ContractId | None = None
    contract_line_id: ContractLineId | None = None
    expected_on: date | None = None
    steps: tuple[RepairStepTaken, ...] = ()

    @property
    def stage(self) -> RepairStage:
        return self.steps[-1].stage if self.steps else RepairStage.REPORTED

    def stepped(self, step: RepairStep, facts: RepairFacts | None = None, expected_on: date | None = None) -> "Repair":
        """This order one step on. `expected_on` None: nothing is awaited. Raises IllegalRepairStep."""
        taken = RepairStepTaken(step, after(self.stage, step), facts or {})
        stays = step in (RepairStep.LEND, RepairStep.BOOK_COST)
        return replace(self, steps=(*self.steps, taken), expected_on=self.expected_on if stays else expected_on)

    def at_the_bench(self) -> "Repair":
        """In work, by the shortest way: whoever has the thing on the bench knows that it is here.

        Raises IllegalRepairStep: it is over.
        """
        if self.stage is RepairStage.IN_WORK:
            return self
        return self.stepped(RepairStep.COME_BACK if self.stage in AWAY else RepairStep.START)


def after(stage: RepairStage, step: RepairStep) -> RepairStage:
    """Where the order stands then. Raises IllegalRepairStep when the table has no such way."""
    try:
        return TRANSITIONS[stage, step]
    except KeyError:
        raise IllegalRepairStep(stage=stage, step=step) from None


def open_steps(stage: RepairStage) -> frozenset[RepairStep]:
    """What is possible now: the buttons that may be shown."""
    return frozenset(step for known, step in TRANSITIONS if known is stage)


def checked_words(words: str) -> str:
    """Without blanks around it, cut at MOST_WORDS. Raises ProblemMissing."""
    known = words.strip()[:MOST_WORDS]
    if not known:
        raise ProblemMissing
    return known


class Repairs(Protocol):
    """The book of repair orders. Every method that writes also writes the steps that were taken by this command."""

    def get(self, repair_id: RepairId) -> Repair:
        """Locks it until the command is done. Raises UnknownRepair."""
        ...

    def open_for(self, asset_id: AssetId) -> Repair | None:
        """The one that is not over; locked until the command is done."""
        ...

    def last_of(self, asset_id: AssetId) -> Repair | None:
        """The newest one of a thing, over or not."""
        ...

    def add(self, repair: Repair) -> None: ...

    def save(self, repair: Repair) -> None: ...

    def add_cost(self, repair: Repair, cost: RepairCost) -> None:
        """Money of a repair never changes; what was wrong is booked again with its opposite."""
        ...

    def lent(self, asset_id: AssetId) -> AssetId | None:
        """The thing in whose place this asset is lent out now; None: it is no loan."""
        ...
