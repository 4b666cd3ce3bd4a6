"""What the business offers: products, their variants, and bundles tracked item by item."""

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import NotFound, RuleViolation
from domain.ids import ProductId, VariantId


class ProductKind(StrEnum):
    """GOODS are single things with a code of their own, CONSUMABLE is counted, SERVICE never leaves a shelf."""

    GOODS = "goods"
    CONSUMABLE = "consumable"
    SERVICE = "service"


class UnknownVariant(NotFound):
    """No product variant of this id or number."""

    code = "unknown_variant"


class UnknownProduct(NotFound):
    """No product of this id."""

    code = "unknown_product"


class UnknownPlan(NotFound):
    """No price plan of this id, or it belongs to another product."""

    code = "unknown_plan"


class NoPricePlan(RuleViolation):
    """The product has no price plan that fits; an order cannot be taken for it."""

    code = "no_price_plan"


@dataclass(frozen=True, slots=True)
class Product:
    """A line of the catalogue. What it costs, and how it is taxed, stands in its price plans."""

    id: ProductId
    name: str
    category: str
    kind: ProductKind


@dataclass(frozen=True, slots=True)
class BundleItem:
    """One part of a bundle, tracked as a thing of its own."""

    variant_id: VariantId
    quantity: int


@dataclass(frozen=True, slots=True)
class Variant:
    """What can be ordered, stored and scanned: a product in one size or colour.

    `sku` is unique; `gtin` None when the maker printed none. `items` is empty for everything that is no bundle.
    """

    id: VariantId
    product: Product
    sku: str
    name: str
    gtin: str | None = None
    items: tuple[BundleItem, ...] = ()

    @property
    def title(self) -> str:
        """The name people see: product and variant."""
        return f"{self.product.name} · {self.name}" if self.name else self.product.name
