"""Another plan for one line. The catalogue says what it costs and how often, the seller's table when it begins."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import SELF_SERVICE, Seat
from domain.billing.periods import rhythm_on
from domain.billing.stretches import rate_on
from domain.contracts.changing import TimedChange
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
from domain.dunning.blocking import check_pays
from domain.ids import ContractLineId, PlanId, VariantId
from domain.money import Money
from domain.period import Interval
from domain.ports import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePlan(TimedChange):
    """To a plan of the catalogue: `plan_id`, with `variant_id` where the thing is another one. `title` "": the
    catalogue's; `price` None: the plan's, with its phases. What the table does not allow, and another price, needs a
    reason.

    Without `plan_id`, what was agreed freely: title and price (and a reason); `interval` None: as before, with another
    one it needs `timing`. The quantity stays.
    """

    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE

    line_id: ContractLineId
    plan_id: PlanId | None = None
    variant_id: VariantId | None = None
    title: str = ""
    price: Money | None = None
    interval: Interval | None = None

    @property
    def plan_wanted(self) -> PlanId | None:
        return self.plan_id

    def check(self, contract: Contract, unit: Unit) -> None:
        """Raises DunningBlocks: to something dearer, or to another interval, while the customer owes."""
        line, price, interval = contract.line(self.line_id), self.price, self.interval
        if self.plan_id is not None:
            plan = unit.catalog.plan_target(None, self.plan_id, self.variant_id).plan
            price, interval = self.price or plan.price, plan.terms.interval
        today = max(unit.today(), contract.start_on or date.min)
        is_other = (
            interval is not None
            and contract.start_on is not None
            and interval != rhythm_on(contract, line, today).interval
        )
        if is_other or (price is not None and price.minor > line.at(today)[0].minor):
            check_pays(contract.customer_id, unit)

    def edited_by_plan(self, contract: Contract, today: date, plans: PlanTargets) -> Contract:
        """Raises NoPricePlan, UnknownVariant, PlanChangeNotAllowed, AgreedPriceNeedsReason, PlansDoNotFit,
        PlanTaxDiffers, BundleKeepsItsParts, BundleComesAsLine, LineIsChargedOnce, ChangeNeedsWhen,
        ChangeBeforeItsDay."""
        if self.plan_id is None:
            return self.edited(contract, today)
        line, asked_on = contract.line(self.line_id), self.asked_on or today
        day = started(contract, line, self.timing.day or asked_on)
        target = plans.plan_target(line.plan_on(day), self.plan_id, self.variant_id)
        self._check_reason(contract, target)
        check_fits(target, contract, line)
        plan, is_own = target.plan, self._has_own_price(target)
        new = NewPlan(
            self.title.strip() or target.title or line.title_on(date.max),
            self.price if self.price is not None else plan.price,
            plan.terms.interval,
            plan.id,
            () if is_own else plan.offer.phases,
        )
        timing = self.timing
        if timing.when is When.DEFAULT and target.change is not None:
            timing = target.change.timing
        return _changed(contract, self.line_id, new, timing, asked_on)

    def _check_reason(self, contract: Contract, target: PlanTarget) -> None:
        if self.reason.strip():
            return
        if target.change is None and not _is_offered_at_renewal(contract, target):
            raise PlanChangeNotAllowed(plan=target.plan.name)
        if self._has_own_price(target):
            raise AgreedPriceNeedsReason(line=contract.line(self.line_id).title)

    def _has_own_price(self, target: PlanTarget) -> bool:
        return self.price is not None and self.price != target.plan.price

    def edited(self, contract: Contract, today: date) -> Contract:
        """What was agreed freely.

        Raises AgreedPriceNeedsReason, LineIsChargedOnce, NegativePrice, ChangeNeedsWhen, ChangeBeforeItsDay.
        """
        if self.price is None or not self.title.strip() or not self.reason.strip():
            raise AgreedPriceNeedsReason(line=contract.line(self.line_id).title)
        plan = NewPlan(self.title, self.price, self.interval)
        return _changed(contract, self.line_id, plan, self.timing, self.asked_on or today)


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
