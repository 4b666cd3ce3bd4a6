"""Counted goods of a shelf in a count: the number that somebody says lies there."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, CommandKind, Seat
from domain.clock import Clock
from domain.counts.errors import OutsideOfCount
from domain.counts.model import CountId, CountScan, ScanId
from domain.counts.scan_count import CountScanned, open_for_scans, place_of
from domain.ids import PlaceId, VariantId
from domain.ports import Unit
from domain.supplies.model import MOST_PIECES, PiecesWrong, counted_title


@dataclass(frozen=True, slots=True)
class CountPieces(Command):
    """Another number for the same shelf takes the place of the one before."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    count_id: CountId
    variant_id: VariantId
    pieces: int
    place_id: PlaceId | None = None


def count_pieces(command: CountPieces, unit: Unit, _clock: Clock) -> CountScanned:
    """Raises UnknownCount, IllegalCountStep, UnknownVariant, NotCounted, PiecesWrong, OutsideOfCount, CountTooLong."""
    count = open_for_scans(unit, command.count_id)
    counted_title(command.variant_id, unit)
    variant = unit.catalog.variant(command.variant_id)
    if not 0 <= command.pieces <= MOST_PIECES:
        raise PiecesWrong(value=command.pieces, least=0, most=MOST_PIECES)
    place_id = place_of(unit, count, command.place_id)
    if place_id is None or (count.product_id is not None and variant.product.id != count.product_id):
        raise OutsideOfCount(sku=variant.sku)
    shelves = {shelf.place_id: shelf.on_hand for shelf in unit.supplies.shelves(command.variant_id)}
    scan = CountScan(
        ScanId(unit.new_id()),
        count.id,
        place_id,
        variant.sku,
        unit.context.effective_at,
        variant_id=command.variant_id,
        pieces=command.pieces,
        books=shelves.get(place_id, 0),
    )
    unit.counts.add_scan(scan)
    return CountScanned(count.id, scan.id, variant.sku, command.pieces)
