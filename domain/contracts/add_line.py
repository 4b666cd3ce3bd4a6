"""One more line on a running contract: a thing, a service, a delivery, or something sold with it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.billing.periods import rhythm_on
from domain.catalog.bundle_table import bundle_of
from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.parts import Cycle, Phase
from domain.contracts.plan_target import PlanTargets
from domain.dunning.blocking import check_pays
from domain.errors import InvalidInput
from domain.ids import ContractLineId, PlanId, VariantId
from domain.money import Money
from domain.orders.agreeing import PlansDoNotFit, fits
from domain.period import Interval
from domain.ports import Unit


class TitleMissing(InvalidInput):
    """What is charged needs a name that the customer understands."""

    code = "title_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLine(ContractChange):
    """`line_id` is made where the command is born. `start_on` None: today. `interval` None: the contract's rhythm.

    `variant_id` is the thing it is about: what can be carried goes out for it, and what a bundle is made of is frozen
    with it, at the prices that the table of `plan_id` has for the rest (None: its price stays until all is back).
    """

    has_consequences: ClassVar[bool] = True

    line_id: ContractLineId
    title: str
    line_kind: LineKind
    price: Money
    vat: str = "standard"
    quantity: Decimal = Decimal(1)
    start_on: date | None = None
    interval: Interval | None = None
    phases: tuple[Phase, ...] = ()
    means_of_transport: bool = False
    variant_id: VariantId | None = None
    plan_id: PlanId | None = None

    @property
    def plan_wanted(self) -> PlanId | None:
        return self.plan_id

    @property
    def asks_catalogue(self) -> bool:
        return self.variant_id is not None or self.plan_id is not None

    def check(self, contract: Contract, unit: Unit) -> None:
        """Raises DunningBlocks."""
        check_pays(contract.customer_id, unit)

    def edited_by_plan(self, contract: Contract, today: date, plans: PlanTargets) -> Contract:
        """Raises NoPricePlan, UnknownVariant, PlansDoNotFit, BundleTableIncomplete, and what `edited` does."""
        changed = self.edited(contract, today)
        target = None if self.plan_id is None else plans.plan_target(None, self.plan_id, self.variant_id)
        if target is not None and not fits(target.plan, contract.terms):
            raise PlansDoNotFit(title=target.plan.name)
        line = changed.line(self.line_id)
        contents = () if self.variant_id is None else plans.contents(self.variant_id)
        table = None if target is None else target.plan.offer.bundle
        interval = self.interval or _interval(changed, line, today)
        frozen = replace(
            line,
            bundle=bundle_of(table, contents, self.price, interval) if line.is_recurring else None,
            plan_id=None if target is None else target.plan.id,
        )
        return replace(changed, lines=(*changed.lines[:-1], frozen))

    def begins_on(self, today: date) -> date | None:
        return self.start_on or today

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises TitleMissing, ContractLineTwice, NegativePrice, QuantityNotPositive, PriceCurrencyDiffers."""
        if not self.title.strip():
            raise TitleMissing
        line = ContractLine(
            id=self.line_id,
            position=max((known.position for known in contract.lines), default=0) + 1,
            title=self.title.strip(),
            kind=self.line_kind,
            vat=self.vat,
            versions=(LineVersion(None, self.price, self.quantity),),
            means_of_transport=self.means_of_transport,
            variant_id=self.variant_id,
            start_on=self.start_on or today,
            phases=self.phases,
        )
        changed = contract.line_added(line)
        if self.interval is None or not line.is_recurring or self.interval == _interval(changed, line, today):
            return changed
        return replace(changed, cycles=(*contract.cycles, Cycle(None, self.interval, line_id=line.id)))


def _interval(contract: Contract, line: ContractLine, today: date) -> Interval:
    """The rhythm that the line would follow without one of its own."""
    if contract.start_on is None:
        return contract.terms.interval
    return rhythm_on(contract, line, line.start_on or today).interval
