"""Another plan for one line. The catalogue says what it costs and how often, the seller's table when it begins."""

from dataclasses import dataclass
from datetime import date

from domain.billing.periods import rhythm_on
from domain.billing.stretches import rate_on
from domain.contracts.changing import ContractChange, TimedChange
from domain.contracts.edits import NewPlan, plan_changed
from domain.contracts.effective import Timing, When, first_day, started
from domain.contracts.model import Contract
from domain.contracts.plan_target import (
    AgreedPriceNeedsReason,
    PlanChangeNotAllowed,
    PlanTarget,
    PlanTargets,
    check_fits,
)
from domain.ids import ContractLineId, PlanId, VariantId
from domain.money import Money
from domain.period import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePlan(TimedChange):
    """To a plan of the catalogue: `plan_id`, with `variant_id` where the thing is another one. `title` "": the
    catalogue's; `price` None: the plan's, with its phases. What the table does not allow, and another price, needs a
    reason.

    Without `plan_id`, what was agreed freely: title and price (and a reason); `interval` None: as before, with another
    one it needs `timing`. The quantity stays.
    """

    line_id: ContractLineId
    plan_id: PlanId | None = None
    variant_id: VariantId | None = None
    title: str = ""
    price: Money | None = None
    interval: Interval | None = None

    @property
    def plan_wanted(self) -> PlanId | None:
        return self.plan_id

    def from_catalogue(self, contract: Contract, plans: PlanTargets) -> ContractChange:
        """Raises NoPricePlan, UnknownVariant, PlanChangeNotAllowed, AgreedPriceNeedsReason."""
        if self.plan_id is None:
            return self
        line = contract.line(self.line_id)
        asked_on = self.timing.day or self.asked_on or contract.start_on or date.min
        target = plans.plan_target(line.plan_on(asked_on), self.plan_id, self.variant_id)
        if target.change is None and not self.reason.strip() and not _is_offered_at_renewal(contract, target):
            raise PlanChangeNotAllowed(plan=target.plan.name)
        is_own_price = self.price is not None and self.price != target.plan.price
        if is_own_price and not self.reason.strip():
            raise AgreedPriceNeedsReason(line=line.title)
        return PlanFromCatalogue(
            self.contract_id,
            self.version,
            self.reason,
            timing=self.timing,
            asked_on=self.asked_on,
            line_id=self.line_id,
            target=target,
            title=self.title,
            price=self.price if is_own_price else None,
        )

    def edited(self, contract: Contract, today: date) -> Contract:
        """What was agreed freely.

        Raises AgreedPriceNeedsReason, LineIsChargedOnce, NegativePrice, ChangeNeedsWhen, ChangeBeforeItsDay.
        """
        if self.price is None or not self.title.strip() or not self.reason.strip():
            raise AgreedPriceNeedsReason(line=contract.line(self.line_id).title)
        plan = NewPlan(self.title, self.price, self.interval)
        return _changed(contract, self.line_id, plan, self.timing, self.asked_on or today)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFromCatalogue(TimedChange):
    """`ChangePlan` with what the catalogue says of its plan. `price` None: the plan's."""

    line_id: ContractLineId
    target: PlanTarget
    title: str = ""
    price: Money | None = None

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises PlansDoNotFit, PlanTaxDiffers, LineIsChargedOnce, ChangeNeedsWhen, ChangeBeforeItsDay."""
        line, plan, allowed = contract.line(self.line_id), self.target.plan, self.target.change
        check_fits(self.target, contract, line)
        timing = self.timing
        if timing.when is When.DEFAULT and allowed is not None:
            timing = allowed.timing
        phases = plan.offer.phases if self.price is None else ()
        title = self.title.strip() or self.target.title or line.title_on(date.max)
        new = NewPlan(title, self.price or plan.price, plan.terms.interval, plan.id, phases)
        return _changed(contract, self.line_id, new, timing, self.asked_on or today)


def _changed(contract: Contract, line_id: ContractLineId, plan: NewPlan, timing: Timing, asked_on: date) -> Contract:
    line = contract.line(line_id)
    first = started(contract, line, asked_on)
    rate = rate_on(contract, line, first)
    is_cheaper: bool | None = plan.first_price.times(rate.quantity) < rate.price.times(rate.quantity)
    if plan.interval not in (None, rhythm_on(contract, line, first).interval):
        is_cheaper = None
    from_on = first_day(contract, line, asked_on, timing, is_cheaper=is_cheaper)
    return plan_changed(contract, line.id, from_on, plan)


def _is_offered_at_renewal(contract: Contract, target: PlanTarget) -> bool:
    """Whether the terms promise this plan for the end of the term."""
    agreed = contract.terms.at_renewal
    return agreed is not None and agreed.offer_plan_id == target.plan.family
