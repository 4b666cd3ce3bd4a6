"""The range of a business that runs already: products with their variants and price plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import UUID

from domain.application import Command, Seat
from domain.catalog.add_product import (
    AddProduct,
    NewPlan,
    NewVariant,
    ProductNameMissing,
    ProductNumberTaken,
    add_product,
)
from domain.catalog.model import Product, ProductKind
from domain.clock import Clock
from domain.ids import PlanId, ProductId, VariantId
from domain.imports.model import (
    Batch,
    ImportedItem,
    ImportKind,
    Origin,
    RowsImported,
    Verdict,
    digest_of_row,
    judged,
    kept,
    made,
)
from domain.imports.shelf import ImportShelf
from domain.ports import Unit

KIND: Final = ImportKind.PRODUCTS
_NOBODY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class ProductRow:
    """All rows of the file with the same product make one: `number` is that of the first."""

    number: int
    key: str
    name: str
    category: str
    product_kind: ProductKind
    variants: tuple[NewVariant, ...]
    plans: tuple[NewPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportProducts(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    origin: Origin
    rows: tuple[ProductRow, ...]


def judge_products(rows: Sequence[ProductRow], source: str, shelf: ImportShelf) -> list[Verdict]:
    known = shelf.items(source, KIND, [row.key for row in rows])
    taken = shelf.variants([one.sku for row in rows for one in row.variants])

    def check(row: ProductRow) -> None:
        if not row.name.strip() or not row.variants:
            raise ProductNameMissing
        product = Product(ProductId(_NOBODY), row.name, row.category, row.product_kind)
        for new in row.variants:
            new.variant(VariantId(_NOBODY), product)
            if new.sku in taken:
                raise ProductNumberTaken(column="sku", value=new.sku)
        for plan in row.plans:
            plan.plan(PlanId(_NOBODY), product.id)

    return judged(rows, known, check)


def import_products(command: ImportProducts, unit: Unit, clock: Clock) -> RowsImported:
    """Makes what is new; what is here already and says something else now is changed by people alone.

    Raises ImportSizeWrong.
    """
    origin, shelf = command.origin, unit.imports
    verdicts = judge_products(command.rows, origin.source, shelf)
    items: dict[str, ImportedItem] = {}
    for row in made(command.rows, verdicts):
        new = AddProduct(row.name, row.category, row.product_kind, row.variants, row.plans)
        items[row.key] = ImportedItem(add_product(new, unit, clock).product_id, digest_of_row(row))
    return kept(shelf, Batch(origin, KIND, verdicts), items, ("catalog", "products"))
