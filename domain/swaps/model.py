"""A swap: another thing of the same exchange group, at its own price, on the same line of the same contract.

A thing that is only replaced (`domain/returns/replace_asset.py`) has no swap: nothing of the contract changes.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NewType
from uuid import UUID

from domain.errors import InvalidInput, NotFound, RuleViolation
from domain.ids import AssetId, ContractId, ContractLineId, PlanId, ReturnId, VariantId
from domain.money import Money
from domain.swaps.groups import GroupId
from domain.swaps.stages import Stage, Step, after

SwapId = NewType("SwapId", UUID)


class SwapOrder(StrEnum):
    """Which of the two goes first. COUNTER: both change hands in the shop."""

    NEW_FIRST = "new_first"
    OLD_FIRST = "old_first"
    COUNTER = "counter"


class SwapReason(StrEnum):
    """Why. Of LOST the old thing is reported lost and not expected back."""

    OUTGROWN = "outgrown"
    WANTS_BETTER = "wants_better"
    WANTS_CHEAPER = "wants_cheaper"
    DOES_NOT_FIT = "does_not_fit"
    WANTS_CHANGE = "wants_change"
    LOST = "lost"
    OTHER = "other"


class UnknownSwap(NotFound):
    """No swap of this id."""

    code = "unknown_swap"


class SwapRunsAlready(RuleViolation):
    """A swap of this line is under way: it has to be finished or called off first."""

    code = "swap_runs_already"


class SwapNeedsRunningContract(RuleViolation):
    """Only what is simply rented is swapped: not under a contract that rests, ends or has not begun."""

    code = "swap_needs_running_contract"


class SwapOfOneThing(RuleViolation):
    """The line is one price for several things, so one of them cannot get a price of its own."""

    code = "swap_of_one_thing"


class NotExchangeable(RuleViolation):
    """The two things are not in one exchange group, or it is the same thing."""

    code = "not_exchangeable"


class SwapRhythmDiffers(RuleViolation):
    """The other plan is charged in another rhythm: that is a change of plan with a day of its own."""

    code = "swap_rhythm_differs"


class SwapsUsedUp(RuleViolation):
    """The contract had all the swaps that the group allows."""

    code = "swaps_used_up"


class SwapAllowanceUsed(RuleViolation):
    """The allowance of this period is used; there is more from the next one on."""

    code = "swap_allowance_used"


class SwapWhileOwing(RuleViolation):
    """An invoice of the customer is overdue."""

    code = "swap_while_owing"


class SwapPaymentFailed(RuleViolation):
    """Money of the customer came and went back, and that invoice is open since, whether it is due or not."""

    code = "swap_payment_failed"


class SwapInWithdrawal(RuleViolation):
    """The customer may still withdraw from the contract."""

    code = "swap_in_withdrawal"


class SwapNotInStock(RuleViolation):
    """None of it is free, and none is due back by the wanted day."""

    code = "swap_not_in_stock"


class SwapDayWrong(InvalidInput):
    """The wanted day lies before today, or the old one is to be back before that."""

    code = "swap_day_wrong"


@dataclass(frozen=True, slots=True)
class TakenStep:
    """One step of a swap's way and where it stood after it. `on` is the day of the fact."""

    step: Step
    stage: Stage
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Swap:
    """`price` is what one period of the new thing costs, the group's discount taken off; `old_price` what the old one
    cost when the swap was agreed.

    `return_id` is the old one's return, None: it is lost. `recall_id` is that of the new one, where the customer
    thought better of it. `priced_on` is the first day at the new price as it stands on the timeline, None: not there
    (yet).
    `old_plan_id` and `old_title` are what the line goes back to.
    """

    id: SwapId
    contract_id: ContractId
    line_id: ContractLineId
    old_asset_id: AssetId
    group_id: GroupId
    variant_id: VariantId
    plan_id: PlanId
    old_plan_id: PlanId | None
    title: str
    old_title: str
    price: Money
    old_price: Money
    credits: int
    reason: SwapReason
    order: SwapOrder
    agreed_on: date
    wanted_on: date
    return_until: date | None
    return_id: ReturnId | None
    recall_id: ReturnId | None = None
    priced_on: date | None = None
    steps: tuple[TakenStep, ...] = field(default=())

    @property
    def stage(self) -> Stage:
        return self.steps[-1].stage

    @property
    def is_dearer(self) -> bool:
        return self.price > self.old_price

    @property
    def is_lost(self) -> bool:
        return self.reason is SwapReason.LOST

    def begun(self) -> "Swap":
        """With its first step: what is lost is as good as back."""
        stage = Stage.OLD_HERE if self.is_lost else Stage.AGREED
        return replace(self, steps=(TakenStep(Step.AGREE, stage, self.agreed_on),))

    def stepped(self, step: Step, on: date, note: str = "") -> "Swap":
        """Raises IllegalSwapStep."""
        return replace(self, steps=(*self.steps, TakenStep(step, after(self.stage, step), on, note)))

    def day_of(self, step: Step) -> date | None:
        """The day of the last step of this kind."""
        return next((each.on for each in reversed(self.steps) if each.step is step), None)
