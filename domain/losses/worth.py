"""What a lost thing is worth, and whether an insurance of its contract pays for it. Screens ask the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.assets.status import Condition, Grade
from domain.contracts.model import Contract, LineKind
from domain.ids import ProductId, VariantId
from domain.losses.model import LossKind, WorthUnknown
from domain.losses.settings import Cover, LossSettings
from domain.money import Money


@dataclass(frozen=True, slots=True)
class InUse:
    """`cost` None: nobody entered it. `first_out_on` None: the thing was never with a customer. `grade` None: no
    inspection said one."""

    cost: Money | None
    first_out_on: date | None
    grade: Grade | None
    condition: Condition

    def months(self, day: date) -> int:
        """Begun months since the thing first went out."""
        since = self.first_out_on
        if since is None or day < since:
            return 0
        full = (day.year - since.year) * 12 + day.month - since.month
        return full + 1 if day.day >= since.day else full

    @property
    def known_grade(self) -> Grade:
        """What counts where nobody graded: damaged things as the worst, all others as good."""
        if self.grade is not None:
            return self.grade
        damaged = self.condition in (Condition.DAMAGED_REPAIRABLE, Condition.DAMAGED_BEYOND_REPAIR)
        return Grade.D if damaged else Grade.B


def residual_of(known: InUse, day: date, rules: LossSettings) -> Money:
    """Raises WorthUnknown."""
    if known.cost is None:
        raise WorthUnknown
    return rules.residual(known.cost, known.months(day), known.known_grade)


def insured_on(contract: Contract, day: date, products: Mapping[VariantId, ProductId]) -> frozenset[ProductId]:
    """The services that the contract has on a day. `products`: of each variant on its lines."""
    found: set[ProductId] = set()
    for line in contract.lines:
        span = contract.span(line)
        if line.kind is LineKind.SERVICE and line.variant_id is not None and span is not None and day in span:
            found.add(products[line.variant_id])
    return frozenset(found)


def cover_for(services: frozenset[ProductId], kind: LossKind, police: str, rules: LossSettings) -> Cover | None:
    """None: nothing pays, or the police's reference is missing for it."""
    found = rules.cover_of(services, kind)
    lacks_reference = kind is LossKind.STOLEN and rules.needs_police and not police
    return None if lacks_reference else found
