"""What a count makes of its scans and the books, and which ways each finding has: plain functions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from domain.assets.ledger import AssetState
from domain.assets.status import Readiness, Status
from domain.counts.errors import IllegalCountStep
from domain.counts.model import (
    STEPS,
    CountId,
    CountLine,
    CountScan,
    CountStage,
    CountStep,
    Decision,
    Expected,
    ExpectedPieces,
    Finding,
    ScanId,
    StockCount,
    ways_of,
)
from domain.counts.review import review
from domain.ids import AssetId, PlaceId, VariantId
from domain.places.add_places import numbered
from domain.places.model import STEPS as PLACE_STEPS
from domain.places.model import IllegalPlaceStep, Place, PlaceState, PlaceStep, PlacesWrong
from domain.places.within import insides

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HALL, RACK, BIN, ELSEWHERE = (PlaceId(UUID(int=n)) for n in range(1, 5))
OIL = VariantId(UUID(int=9))
COUNT = StockCount(CountId(UUID(int=5)), "ZL-001001-X", CountStage.OPEN, RACK, None, True, NOON)
PLACES = [
    Place(HALL, "PL-1", "Halle"),
    Place(RACK, "PL-2", "Regal", parent_id=HALL),
    Place(BIN, "PL-3", "Fach", parent_id=RACK),
    Place(ELSEWHERE, "PL-4", "Tor"),
]


def _thing(n: int) -> AssetId:
    return AssetId(UUID(int=100 + n))


def _expected(n: int, place: PlaceId = BIN, hours: int = -1, readiness: Readiness = Readiness.READY) -> Expected:
    return Expected(_thing(n), f"RB-{n}", place, 3, readiness, NOON + timedelta(hours=hours))


def _scan(n: int, place: PlaceId | None = RACK, **more: object) -> CountScan:
    scan = CountScan(ScanId(UUID(int=200 + n)), COUNT.id, place, f"RB-{n}", NOON, asset_id=_thing(n))
    return replace(scan, **more)  # type: ignore[arg-type]  # fields by name


def test_each_scan_and_each_thing_of_the_books_becomes_one_line() -> None:
    scans = [_scan(1), _scan(2, BIN), _scan(7), _scan(8, asset_id=None, text="FREMD")]
    expected = [_expected(1), _expected(2, RACK), _expected(3, readiness=Readiness.QUARANTINED), _expected(4, hours=1)]
    lines = review(COUNT, scans, expected, (), inside=insides(PLACES), seqs={_thing(7): 12})
    found = [(line.n, line.finding, line.text, line.is_again) for line in lines]
    assert found == [
        (1, Finding.MISSING, "RB-3", True),
        (2, Finding.UNEXPECTED, "RB-2", False),
        (3, Finding.UNEXPECTED, "RB-7", False),
        (4, Finding.UNKNOWN, "FREMD", False),
        (5, Finding.FOUND, "RB-1", False),
    ]
    assert lines[2].seq == 12


def test_the_last_number_of_a_shelf_counts_and_a_shelf_nobody_counted_is_told() -> None:
    counted = [_scan(n, BIN, asset_id=None, variant_id=OIL, pieces=pieces, books=9) for n, pieces in ((1, 2), (2, 9))]
    books = [ExpectedPieces(BIN, OIL, "OEL", 9), ExpectedPieces(RACK, OIL, "OEL", 4)]
    lines = review(COUNT, counted, (), books, inside=insides(PLACES), seqs={})
    assert [(line.books, line.counted, line.is_difference) for line in lines] == [(9, 9, False), (4, None, True)]


@pytest.mark.parametrize(
    ("finding", "status", "again", "ways"),
    [
        (Finding.MISSING, Status.IN_STOCK, False, (Decision.SEARCH, Decision.LOST, Decision.KEEP)),
        (Finding.MISSING, Status.IN_STOCK, True, (Decision.LOST, Decision.SEARCH, Decision.KEEP)),
        (Finding.MISSING, Status.TO_REPAIR, True, (Decision.SEARCH, Decision.KEEP)),
        (Finding.UNEXPECTED, Status.RESERVED, False, (Decision.MOVE, Decision.KEEP)),
        (Finding.UNEXPECTED, Status.RENTED, False, (Decision.ASK, Decision.KEEP)),
        (Finding.UNEXPECTED, Status.LOST, False, (Decision.ASK, Decision.KEEP)),
        (Finding.FOUND, Status.IN_STOCK, False, ()),
    ],
)
def test_what_may_be_decided(finding: Finding, status: Status, again: bool, ways: tuple[Decision, ...]) -> None:
    line = CountLine(1, finding, "RB-1", BIN, _thing(1), is_again=again)
    assert ways_of(line, AssetState(status)) == ways


@pytest.mark.parametrize(("stage", "step"), sorted(product(CountStage, CountStep)))
def test_a_count_takes_the_steps_of_its_table_and_no_other(stage: CountStage, step: CountStep) -> None:
    count = replace(COUNT, stage=stage)
    if (stage, step) in STEPS:
        assert count.after(step) is STEPS[stage, step]
    else:
        with pytest.raises(IllegalCountStep):
            count.after(step)


@pytest.mark.parametrize(("state", "step"), sorted(product(PlaceState, PlaceStep)))
def test_a_place_takes_the_steps_of_its_table_and_no_other(state: PlaceState, step: PlaceStep) -> None:
    place = replace(PLACES[0], state=state)
    if (state, step) in PLACE_STEPS:
        assert place.after(step) is PLACE_STEPS[state, step]
    else:
        with pytest.raises(IllegalPlaceStep):
            place.after(step)


def test_many_places_sort_as_they_are_numbered() -> None:
    assert numbered("A-", 1, 3) == ("A-01", "A-02", "A-03")
    assert numbered("", 98, 101) == ("098", "099", "100", "101")
    for first, last in ((3, 2), (-1, 2), (1, 900), (9_999, 10_000)):
        with pytest.raises(PlacesWrong):
            numbered("A", first, last)
