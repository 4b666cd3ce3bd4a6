"""Somebody scans a thing, or a code nobody knows, in a count; it is written down at once, so that nothing is lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, CommandKind, Event, Seat
from domain.clock import Clock
from domain.counts.errors import CountTooLong, OutsideOfCount, ScannedBefore
from domain.counts.model import MOST_SCANS, CountId, CountScan, ScanId, StockCount
from domain.errors import InvalidInput
from domain.ids import AssetId, PlaceId
from domain.places.within import insides
from domain.ports import Unit

LONGEST_CODE = 128


class NothingScanned(InvalidInput):
    """Neither a thing nor a code."""

    code = "nothing_scanned"


@dataclass(frozen=True, slots=True)
class ScanCount(Command):
    """`place_id` None: the place of the count. `asset_id` None: nobody knows the code `text`."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    count_id: CountId
    text: str
    asset_id: AssetId | None = None
    place_id: PlaceId | None = None


@dataclass(frozen=True, slots=True)
class CountScanned(Event):
    """`text`: the code of the thing, or what was scanned. `pieces`: of what is counted by number."""

    count_id: CountId
    scan_id: ScanId
    text: str
    pieces: int | None = None

    def touched(self) -> Iterable[str]:
        return (f"count:{self.count_id}",)


def scan_count(command: ScanCount, unit: Unit, _clock: Clock) -> CountScanned:
    """Raises UnknownCount, IllegalCountStep, UnknownAsset, NothingScanned, ScannedBefore, OutsideOfCount,
    CountTooLong."""
    count = open_for_scans(unit, command.count_id)
    place_id = place_of(unit, count, command.place_id)
    text = " ".join(command.text.split())[:LONGEST_CODE]
    if command.asset_id is not None:
        asset = unit.assets.get(command.asset_id)
        text = asset.code
        if unit.counts.scan_of(count.id, asset.id) is not None:
            raise ScannedBefore(asset=asset.code)
        if count.product_id is not None and not unit.counts.is_of_product(asset.id, count.product_id):
            raise OutsideOfCount(asset=asset.code)
    if not text:
        raise NothingScanned
    scan = CountScan(
        ScanId(unit.new_id()), count.id, place_id, text, unit.context.effective_at, asset_id=command.asset_id
    )
    unit.counts.add_scan(scan)
    return CountScanned(count.id, scan.id, text)


def open_for_scans(unit: Unit, count_id: CountId) -> StockCount:
    """Raises UnknownCount, IllegalCountStep, CountTooLong."""
    count = unit.counts.get(count_id)
    count.check_open()
    if unit.counts.size(count_id) >= MOST_SCANS:
        raise CountTooLong(most=MOST_SCANS)
    return count


def place_of(unit: Unit, count: StockCount, place_id: PlaceId | None) -> PlaceId | None:
    """Where something was scanned. Raises UnknownPlace, OutsideOfCount: another place than those of the count."""
    if place_id is None or place_id == count.place_id:
        return count.place_id
    place = unit.places.get(place_id)
    if count.place_id is not None and count.place_id not in insides(unit.places.everything())[place.id]:
        raise OutsideOfCount(place=place.name)
    return place.id
