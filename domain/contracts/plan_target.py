"""The plan that a running line may change to, as the catalogue and the seller's table of changes say.

A change by a person who says why may go beyond the table (docs/decisions).
"""

from dataclasses import dataclass
from typing import Protocol

from domain.catalog.bundle_table import Content
from domain.catalog.plan import PricePlan
from domain.catalog.plan_changes import AllowedChange
from domain.contracts.model import Contract, ContractLine
from domain.errors import RuleViolation
from domain.ids import PlanId, VariantId
from domain.orders.agreeing import PlansDoNotFit


class PlanChangeNotAllowed(RuleViolation):
    """The seller's table does not let this plan follow the one the line runs under, and nobody said why it should."""

    code = "plan_change_not_allowed"


class AgreedPriceNeedsReason(RuleViolation):
    """Another price than the plan's, or no plan at all: what was agreed has to be said."""

    code = "agreed_price_needs_reason"


class PlanTaxDiffers(RuleViolation):
    """The other plan is taxed otherwise: the line ends, and the other plan comes as a line of its own."""

    code = "plan_tax_differs"


class BundleKeepsItsParts(RuleViolation):
    """A bundle's parts are frozen on its line: another thing comes as a line of its own."""

    code = "bundle_keeps_its_parts"


class BundleComesAsLine(RuleViolation):
    """A bundle goes out part by part, and its parts are frozen when its line begins: no other line becomes one."""

    code = "bundle_comes_as_line"


@dataclass(frozen=True, slots=True)
class PlanTarget:
    """The newest version on offer. `title` "": the line keeps its name (another plan for the same product). `change` is
    the row of the seller's table, None: it has none. `is_bundle`: the plan's product consists of parts."""

    plan: PricePlan
    title: str = ""
    variant_id: VariantId | None = None
    change: AllowedChange | None = None
    is_bundle: bool = False


class PlanTargets(Protocol):
    def contents(self, variant_id: VariantId) -> tuple[Content, ...]:
        """What a bundle is made of today; empty for all else. Raises UnknownVariant."""
        ...

    def plan_target(self, from_plan: PlanId | None, to_plan: PlanId, variant_id: VariantId | None) -> PlanTarget:
        """`to_plan` is any version. Raises NoPricePlan (it is not offered any more), UnknownVariant."""
        ...


def check_fits(target: PlanTarget, contract: Contract, line: ContractLine) -> None:
    """Raises PlansDoNotFit, PlanTaxDiffers, BundleKeepsItsParts, BundleComesAsLine."""
    plan, terms = target.plan, contract.terms
    is_other_thing = bool(target.title) if target.variant_id is None else target.variant_id != line.variant_id
    if line.bundle is not None and is_other_thing:
        raise BundleKeepsItsParts(line=line.title)
    if target.is_bundle and is_other_thing:
        raise BundleComesAsLine(title=plan.name)
    own = (plan.terms.currency, plan.terms.prices_are, plan.terms.billing, plan.kind)
    if own != (terms.currency, terms.prices_are, terms.billing, line.kind):
        raise PlansDoNotFit(title=plan.name)
    if (plan.vat, plan.means_of_transport) != (line.vat, line.means_of_transport):
        raise PlanTaxDiffers(title=plan.name)
