"""Counted goods that lie on the shelves when the business changes over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import UUID

from domain.application import Command, Seat
from domain.catalog.model import ProductKind
from domain.clock import Clock
from domain.imports.model import (
    Batch,
    ImportedItem,
    ImportKind,
    Origin,
    ReferenceUnknown,
    RowsImported,
    Verdict,
    digest_of_row,
    judged,
    kept,
    made,
)
from domain.imports.shelf import ImportShelf
from domain.ports import Unit
from domain.supplies.model import MOST_PIECES, NotCounted, PiecesWrong
from domain.supplies.receive_supplies import ReceiveSupplies, receive_supplies

KIND: Final = ImportKind.STOCK


@dataclass(frozen=True, slots=True)
class StockRow:
    """`key` is made of the two: what lies of one product in one place is told once."""

    number: int
    key: str
    sku: str
    place: str
    pieces: int


@dataclass(frozen=True, slots=True)
class ImportStock(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    origin: Origin
    rows: tuple[StockRow, ...]


def judge_stock(rows: Sequence[StockRow], source: str, shelf: ImportShelf) -> list[Verdict]:
    variants, places = shelf.variants([row.sku for row in rows]), shelf.places([row.place for row in rows])

    def check(row: StockRow) -> None:
        if row.sku not in variants:
            raise ReferenceUnknown(column="sku", value=row.sku)
        if row.place not in places:
            raise ReferenceUnknown(column="place", value=row.place)
        if variants[row.sku].product.kind is not ProductKind.CONSUMABLE:
            raise NotCounted(product=variants[row.sku].title)
        if not 1 <= row.pieces <= MOST_PIECES:
            raise PiecesWrong(value=row.pieces, least=1, most=MOST_PIECES, column="pieces")

    return judged(rows, shelf.items(source, KIND, [row.key for row in rows]), check)


def import_stock(command: ImportStock, unit: Unit, clock: Clock) -> RowsImported:
    """Received like any other goods. Raises ImportSizeWrong."""
    origin, shelf = command.origin, unit.imports
    verdicts = judge_stock(command.rows, origin.source, shelf)
    variants = shelf.variants([row.sku for row in command.rows])
    places = shelf.places([row.place for row in command.rows])
    items: dict[str, ImportedItem] = {}
    for row in made(command.rows, verdicts):
        variant_id = variants[row.sku].id
        receive_supplies(ReceiveSupplies(variant_id, places[row.place], row.pieces, origin.source), unit, clock)
        items[row.key] = ImportedItem(UUID(int=variant_id.int), digest_of_row(row))
    return kept(shelf, Batch(origin, KIND, verdicts), items, ("supplies",))
