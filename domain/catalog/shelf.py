"""What use-cases ask of the catalogue: products, variants, price plans, checklists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from domain.contracts.plan_target import PlanTargets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from domain.catalog.model import Product, Variant
    from domain.catalog.plan import PricePlan
    from domain.catalog.plan_changes import AllowedChange
    from domain.ids import PlanId, ProductId, VariantId
    from domain.money import Money


class Catalog(PlanTargets, Protocol):
    def variant(self, variant_id: VariantId) -> Variant:
        """Raises UnknownVariant."""
        ...

    def plan(self, plan_id: PlanId) -> PricePlan:
        """One that is offered. Raises NoPricePlan."""
        ...

    def newest_plan(self, plan_id: PlanId) -> PricePlan:
        """The newest version of a plan's family, offered or not; locked until the command is done.

        Raises UnknownPlan.
        """
        ...

    def add_plan(self, plan: PricePlan) -> None: ...

    def set_offered(self, plan_id: PlanId, is_offered: bool) -> None: ...

    def set_plan_changes(self, family: PlanId, changes: Sequence[AllowedChange]) -> None:
        """They replace all that was allowed from this plan."""
        ...

    def variants_of(self, product_id: ProductId) -> list[Variant]:
        """With the items of bundles; empty when there is no such product."""
        ...

    def is_part(self, variant_id: VariantId) -> bool:
        """Whether a bundle is made of this."""
        ...

    def product(self, product_id: ProductId) -> Product:
        """Raises UnknownProduct."""
        ...

    def save_product(self, product: Product) -> None: ...

    def save_variant(self, variant: Variant, *, is_new: bool) -> None:
        """With the items of a bundle, which replace those there were."""
        ...

    def set_cost(self, variant_id: VariantId, cost: Money) -> None: ...

    def checklist(self, variant_id: VariantId) -> tuple[str, ...]:
        """The codes of the points to be checked at a thing of this variant's category, in order."""
        ...

    def add(
        self,
        product: Product,
        variants: Sequence[Variant],
        plans: Sequence[PricePlan],
        costs: Mapping[VariantId, Money],
    ) -> None: ...

    def set_checklist(self, category: str, points: Sequence[Any]) -> None:
        """`points` are ChecklistPoints, in order; they replace the category's list."""
        ...
