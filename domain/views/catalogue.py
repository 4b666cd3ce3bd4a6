"""What the owner's screens of products and price plans ask, and the rows that answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.catalog.bundle_table import Content
from domain.catalog.model import Product, Variant
from domain.catalog.plan import PricePlan
from domain.catalog.plan_changes import AllowedChange
from domain.catalog.try_plan import Trial, Tried
from domain.ids import PlanId, ProductId, VariantId
from domain.money import Money
from domain.views.office_rows import Found

LIMIT = 200


@dataclass(frozen=True, slots=True)
class ProductRow:
    """`plans` are those on offer; `skus` all article numbers, in order."""

    product: Product
    variants: int
    skus: str
    plans: tuple[PricePlan, ...]

    @property
    def is_offered(self) -> bool:
        return bool(self.plans)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The newest version of a plan. `running` contracts have a line that runs under one of its versions."""

    product: Product
    plan: PricePlan
    is_offered: bool
    running: int = 0


@dataclass(frozen=True, slots=True)
class VariantRow:
    """`cost` None: unknown. `parts` names the items of a bundle, "2 × Kindersitz, Korb"; `contents` lists them."""

    variant: Variant
    cost: Money | None
    things: int
    parts: str
    contents: tuple[Content, ...] = ()


@dataclass(frozen=True, slots=True)
class PartRow:
    """What may be a part of a bundle: a variant that is none itself."""

    variant_id: VariantId
    title: str
    sku: str


@dataclass(frozen=True, slots=True)
class ProductPage:
    product: Product
    variants: tuple[VariantRow, ...]
    plans: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """`others` are the newest versions of the recurring plans that may follow this one, `changes` those of them that
    the seller allows, by family. `is_bundle`: only plans of the same product may."""

    row: PlanRow
    others: tuple[PlanRow, ...]
    changes: Mapping[PlanId, AllowedChange]
    is_bundle: bool = False


class CatalogueQuestions(Protocol):
    def products(self, text: str, is_offered: bool | None = None, limit: int = LIMIT) -> Found[ProductRow]:
        """By name, category and article number. `is_offered` None: all."""
        ...

    def product(self, product_id: ProductId) -> ProductPage:
        """Raises UnknownProduct."""
        ...

    def categories(self) -> tuple[str, ...]:
        """Of all products, as kept."""
        ...

    def parts(self, text: str, limit: int = 12) -> tuple[PartRow, ...]:
        """Single things and services by name, number or GTIN."""
        ...

    def plan(self, plan_id: PlanId) -> PlanPage:
        """The newest version. Raises UnknownPlan."""
        ...

    def price_list(self, text: str = "", is_offered: bool | None = None, limit: int = LIMIT) -> Found[PlanRow]: ...

    def allowed_changes(self, plan_id: PlanId) -> tuple[tuple[PricePlan, AllowedChange], ...]:
        """Plans on offer that may follow the given one in a running contract, as the seller's table says."""
        ...

    def try_plan(self, trial: Trial) -> Tried:
        """What a customer would pay. Raises what `domain.catalog.try_plan` refuses."""
        ...

    def vat_categories(self) -> tuple[str, ...]: ...
