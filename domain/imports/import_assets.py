"""Single things of a business that runs already: what lies on the shelves, and what is with customers since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar, Final

from domain.application import Command, Seat
from domain.assets.ledger import AssetState, Fact
from domain.assets.model import Asset
from domain.assets.receive_assets import NotTracked, SerialTaken
from domain.assets.status import Condition, Grade, Kind
from domain.catalog.model import ProductKind, Variant
from domain.clock import LEGAL_ZONE, Clock
from domain.errors import RuleViolation
from domain.ids import AssetId, ContractLineId, PlaceId
from domain.imports.model import (
    Batch,
    CellMissing,
    CellWrong,
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
from domain.imports.shelf import ImportShelf, KnownLine
from domain.money import Money
from domain.ports import Unit

KIND: Final = ImportKind.ASSETS
_NOON: Final = time(12)


class NoLineForThing(RuleViolation):
    """The contract has no line for such a thing, or all that it has room for is with the customer already."""

    code = "import_no_line_for_thing"


@dataclass(frozen=True, slots=True)
class AssetRow:
    """`key` is the thing's code elsewhere, and stays another name of it. `contract`: who has it, "" for the house;
    `out_since` belongs to it. `on` is the day from which its life here is told.
    """

    number: int
    key: str
    sku: str
    serial: str = ""
    place: str = ""
    condition: Condition = Condition.UNUSED
    grade: Grade | None = None
    cost: Money | None = None
    bought_on: date | None = None
    contract: str = ""
    out_since: date | None = None


@dataclass(frozen=True, slots=True)
class ImportAssets(Command):
    """`on`: the day since when all of these things are where they are; None: today."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    origin: Origin
    rows: tuple[AssetRow, ...]
    on: date | None = None

    @property
    def happened_at(self) -> datetime | None:
        return None if self.on is None else datetime.combine(self.on, _NOON, LEGAL_ZONE)


@dataclass(frozen=True, slots=True)
class _Known:
    variants: Mapping[str, Variant]
    places: Mapping[str, PlaceId]
    things: Mapping[str, AssetId]
    lines: Mapping[str, Sequence[KnownLine]]


def _known_of(rows: Sequence[AssetRow], source: str, shelf: ImportShelf) -> _Known:
    texts = [text for row in rows for text in (row.key, row.serial) if text]
    return _Known(
        shelf.variants([row.sku for row in rows]),
        shelf.places([row.place for row in rows if row.place]),
        shelf.things(texts),
        shelf.lines(source, [row.contract for row in rows if row.contract]),
    )


def judge_assets(rows: Sequence[AssetRow], source: str, shelf: ImportShelf, today: date) -> list[Verdict]:
    known, room = _known_of(rows, source, shelf), _Room()

    def check(row: AssetRow) -> None:
        _check(row, known, today)
        if row.contract:
            room.line_for(row, known)

    return judged(rows, shelf.items(source, KIND, [row.key for row in rows]), check)


def _check(row: AssetRow, known: _Known, today: date) -> None:
    variant = known.variants.get(row.sku)
    if variant is None:
        raise ReferenceUnknown(column="sku", value=row.sku)
    if variant.product.kind is not ProductKind.GOODS:
        raise NotTracked(title=variant.title)
    for text in (row.serial, row.key):
        if text and text in known.things:
            raise SerialTaken(serial=text, column="serial" if text == row.serial else "key")
    if row.place and row.place not in known.places:
        raise ReferenceUnknown(column="place", value=row.place)
    if row.contract and row.out_since is None:
        raise CellMissing(column="out_since")
    for column, day in (("out_since", row.out_since), ("bought_on", row.bought_on)):
        if day is not None and day > today:
            raise CellWrong(column=column, value=day)


class _Room:
    """Which lines still have room, counting what earlier rows of the same batch took."""

    def __init__(self) -> None:
        self._taken: dict[ContractLineId, int] = {}

    def line_for(self, row: AssetRow, known: _Known) -> KnownLine:
        """Raises ReferenceUnknown, NoLineForThing, CellWrong."""
        lines = known.lines.get(row.contract)
        if not lines:
            raise ReferenceUnknown(column="contract", value=row.contract)
        variant = known.variants[row.sku]
        for line in lines:
            taken = line.held + self._taken.get(line.id, 0)
            if line.variant_id == variant.id and taken < line.quantity:
                self._taken[line.id] = self._taken.get(line.id, 0) + 1
                return line
        raise NoLineForThing(column="contract", contract=row.contract, title=variant.title)


def import_assets(command: ImportAssets, unit: Unit, clock: Clock) -> RowsImported:
    """Each thing gets a code of ours and its life from that day on; what is out is handed out as the contract has it.

    Raises ImportSizeWrong.
    """
    origin, shelf = command.origin, unit.imports
    verdicts = judge_assets(command.rows, origin.source, shelf, unit.today())
    known, room = _known_of(command.rows, origin.source, shelf), _Room()
    new = made(command.rows, verdicts)
    items: dict[str, ImportedItem] = {}
    for row, code in zip(new, unit.numbers.next_asset_codes(len(new)) if new else (), strict=True):
        line = room.line_for(row, known) if row.contract else None
        asset = _told(row, _new(row, code, known, unit), line, unit, clock)
        if row.key not in (code, row.serial):
            shelf.keep_alias(asset.id, row.key)
        if row.cost is not None:
            shelf.keep_cost(asset.id, row.cost, row.bought_on or row.out_since or unit.today())
        items[row.key] = ImportedItem(asset.id, digest_of_row(row))
    return kept(shelf, Batch(origin, KIND, verdicts), items, ("assets",))


def _new(row: AssetRow, code: str, known: _Known, unit: Unit) -> tuple[Asset, dict[str, Fact]]:
    """A thing without a past, and what is told of it when it is received."""
    variant_id = known.variants[row.sku].id
    asset = Asset(AssetId(unit.new_id()), code, variant_id, row.serial or None, unit.context.store_id, AssetState())
    facts: dict[str, Fact] = {"brought": row.key, "condition": str(row.condition)}
    if row.grade is not None:
        facts["grade"] = str(row.grade)
    if row.place:
        facts["place"] = str(known.places[row.place])
    return asset, facts


def _told(row: AssetRow, new: tuple[Asset, dict[str, Fact]], line: KnownLine | None, unit: Unit, clock: Clock) -> Asset:
    """Received, and handed out where a customer has it."""
    asset, facts = new
    unit.assets.add(asset)
    steps: list[tuple[Kind, dict[str, Fact]]] = [(Kind.RECEIVED, facts)]
    if line is not None:
        origin: dict[str, Fact] = {"holder": str(line.id), "brought": row.contract}
        steps += [(Kind.RESERVED, origin), (Kind.PACKED, {}), (Kind.HANDED_OVER, {})]
    for kind, facts in steps:
        asset, event = asset.record(kind, unit.context, clock.now(), facts)
        unit.assets.append(asset, event)
    if line is not None:
        unit.assignments.open(asset.id, line.id, unit.context.effective_at)
    return asset
