"""A product gets another name or category, its variants other names and numbers, or one variant more."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.catalog.add_product import NewVariant, ProductNameMissing
from domain.catalog.contents import check_contents
from domain.catalog.model import UnknownVariant
from domain.clock import Clock
from domain.ids import ProductId, VariantId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class VariantEntry:
    """`id` None: a new one. Variants that are not named stay as they are."""

    id: VariantId | None
    values: NewVariant


@dataclass(frozen=True, slots=True)
class ChangeProduct(Command):
    """What is out, ordered or invoiced keeps the names it had."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    product_id: ProductId
    name: str
    category: str
    variants: tuple[VariantEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductChanged(Event):
    """`variant_ids` in the order of the command's variants."""

    product_id: ProductId
    variant_ids: tuple[VariantId, ...]

    def touched(self) -> Iterable[str]:
        return ("catalog",)


def change_product(command: ChangeProduct, unit: Unit, _clock: Clock) -> ProductChanged:
    """Raises ProductNameMissing, UnknownProduct, UnknownVariant, GtinWrong, ProductNumberTaken.

    Of a bundle also BundleContentsWrong, BundleInBundle, BundleOfGoods.
    """
    name = command.name.strip()
    if not name:
        raise ProductNameMissing
    product = replace(unit.catalog.product(command.product_id), name=name, category=command.category.strip())
    unit.catalog.save_product(product)
    ids = tuple(_save(entry, command.product_id, unit) for entry in command.variants)
    return ProductChanged(product.id, ids)


def _save(entry: VariantEntry, product_id: ProductId, unit: Unit) -> VariantId:
    """Raises UnknownVariant for one of another product, GtinWrong, and what `check_contents` does."""
    product = unit.catalog.product(product_id)
    if entry.id is None:
        variant = entry.values.variant(VariantId(unit.new_id()), product)
    else:
        known = unit.catalog.variant(entry.id)
        if known.product.id != product_id:
            raise UnknownVariant(variant=entry.id)
        variant = entry.values.variant(known.id, product)
    check_contents(variant, unit.catalog, is_new=entry.id is None)
    unit.catalog.save_variant(variant, is_new=entry.id is None)
    if entry.values.cost is not None:
        unit.catalog.set_cost(variant.id, entry.values.cost)
    return variant.id
