"""A thing that was lost or stolen: who had it, since when, what the police say, and what became of it.

The thing itself is told by its ledger, the money by the contract's timeline; a loss ties the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.assets.status import Kind
from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId
from domain.losses.stages import Stage, Step, after

LossId = NewType("LossId", UUID)
StepFacts = Mapping[str, str | int]

PREFIX: Final = "LO"
LONGEST_WORDS: Final = 500
LONGEST_REFERENCE: Final = 80


class LossKind(StrEnum):
    LOST = "lost"
    STOLEN = "stolen"


LEDGER: Final = {LossKind.LOST: Kind.LOST, LossKind.STOLEN: Kind.STOLEN}


class UnknownLoss(NotFound):
    """No loss of this id, or this role may not see it."""

    code = "unknown_loss"


class LossKnown(Conflict):
    """The loss of this thing is reported already."""

    code = "loss_known"


class LossDayWrong(InvalidInput):
    """It happened before or on the day on which it was reported, and neither is still to come."""

    code = "loss_day_wrong"


class NotToBeLost(RuleViolation):
    """The thing is neither with a customer nor on a shelf of ours."""

    code = "not_to_be_lost"


class NothingToCharge(InvalidInput):
    """A claim is for more than nothing; to charge nothing, waive it."""

    code = "loss_nothing_to_charge"


class WorthUnknown(RuleViolation):
    """Nobody entered what the thing was bought for, so the table has nothing to start from."""

    code = "loss_worth_unknown"


class ObjectionRuns(RuleViolation):
    """The customer may object until that day, unless they agreed."""

    code = "loss_objection_runs"


class NotCovered(RuleViolation):
    """No line of the contract insures against this, or the police's reference is missing."""

    code = "loss_not_covered"


class LossNeedsReason(InvalidInput):
    """Why nothing is charged has to be said."""

    code = "loss_needs_reason"


class LossOfNobody(RuleViolation):
    """It was lost in our house: nobody pays for it."""

    code = "loss_of_nobody"


class CannotGoOn(RuleViolation):
    """The contract is over: a new order is needed for the thing, or it comes back, or it is kept for its price."""

    code = "loss_cannot_go_on"


@dataclass(frozen=True, slots=True)
class TakenStep:
    """`stage` is where it stands after it. `at` None: it is being taken by this command."""

    step: Step
    stage: Stage
    facts: StepFacts = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """`number` is an own code (LO-…). `contract_id`, `line_id` and `customer_id` None: it was on a shelf of ours.

    `last_day`: the last one with rent; None: rent goes on, for another thing takes its place. `police`: the reference
    of the report, "" when there is none.
    """

    id: LossId
    number: str
    kind: LossKind
    asset_id: AssetId
    happened_on: date
    reported_on: date
    police: str = ""
    contract_id: ContractId | None = None
    line_id: ContractLineId | None = None
    customer_id: CustomerId | None = None
    last_day: date | None = None
    steps: tuple[TakenStep, ...] = ()

    @property
    def stage(self) -> Stage:
        return self.steps[-1].stage if self.steps else Stage.REPORTED

    @property
    def object_until(self) -> date | None:
        """The last day on which the customer may object; None: nothing was claimed."""
        told = self._fact("object_until")
        return None if told is None else date.fromisoformat(str(told))

    @property
    def charge_line_id(self) -> ContractLineId | None:
        """The line that charges what the customer pays; None: nothing is charged."""
        told = self._fact("line")
        return None if told is None or not told else ContractLineId(UUID(str(told)))

    @property
    def minor(self) -> int:
        """What was claimed or charged last, in the contract's currency."""
        return int(self._fact("minor") or 0)

    def stepped(self, step: Step, facts: StepFacts | None = None) -> "Loss":
        """Raises IllegalLossStep."""
        taken = TakenStep(step, after(self.stage, step), facts or {})
        return replace(self, steps=(*self.steps, taken))

    def _fact(self, name: str) -> str | int | None:
        return next((each.facts[name] for each in reversed(self.steps) if name in each.facts), None)
