"""What a count found, made from what was scanned and what the books have: plain functions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.assets.status import Readiness
from domain.counts.model import CountLine, CountScan, Expected, ExpectedPieces, Finding, StockCount
from domain.ids import AssetId, PlaceId, VariantId


def review(
    count: StockCount,
    scans: Sequence[CountScan],
    expected: Sequence[Expected],
    pieces: Sequence[ExpectedPieces],
    *,
    inside: Mapping[PlaceId, Sequence[PlaceId]],
    seqs: Mapping[AssetId, int],
) -> tuple[CountLine, ...]:
    """The lines, numbered from 1: what is missing first, then what is too much, then pieces, then what is in order.

    `inside`: of each place all that it stands in, itself too. `seqs`: the last event of each thing that was scanned.
    What came after the count began is not missing: it was put where somebody had counted already.
    """
    known = {each.asset_id: each for each in expected}
    seen = {scan.asset_id for scan in scans if scan.asset_id is not None}
    missing = [_missing(each) for each in expected if each.asset_id not in seen and each.touched_at <= count.opened_at]
    things = [_thing(scan, scan.asset_id, known, inside, seqs) for scan in scans if scan.asset_id is not None]
    unknown = [
        CountLine(0, Finding.UNKNOWN, scan.text, scan.place_id)
        for scan in scans
        if scan.asset_id is None and scan.variant_id is None
    ]
    strange = [line for line in things if line.finding is Finding.UNEXPECTED]
    found = [line for line in things if line.finding is Finding.FOUND]
    lines = [*missing, *strange, *unknown, *_pieces(scans, pieces), *found]
    return tuple(replace(line, n=n) for n, line in enumerate(lines, start=1))


def _missing(thing: Expected) -> CountLine:
    return CountLine(
        0,
        Finding.MISSING,
        thing.code,
        thing.place_id,
        thing.asset_id,
        seq=thing.seq,
        is_again=thing.readiness is Readiness.QUARANTINED,
    )


def _thing(
    scan: CountScan,
    asset_id: AssetId,
    known: Mapping[AssetId, Expected],
    inside: Mapping[PlaceId, Sequence[PlaceId]],
    seqs: Mapping[AssetId, int],
) -> CountLine:
    """It is where it is to be when the books have it in the place that was scanned, or in one in it."""
    thing = known.get(asset_id)
    is_here = thing is not None and (
        scan.place_id is None or (thing.place_id is not None and scan.place_id in inside.get(thing.place_id, ()))
    )
    finding = Finding.FOUND if is_here else Finding.UNEXPECTED
    return CountLine(0, finding, scan.text, scan.place_id, asset_id, seq=seqs.get(asset_id))


def _pieces(scans: Sequence[CountScan], books: Sequence[ExpectedPieces]) -> list[CountLine]:
    """The last number counted for a shelf is the one that counts."""
    counted: dict[tuple[PlaceId | None, VariantId], CountScan] = {}
    for scan in scans:
        if scan.variant_id is not None:
            counted[scan.place_id, scan.variant_id] = scan
    lines = [
        CountLine(
            0, Finding.PIECES, scan.text, scan.place_id, None, scan.variant_id, books=scan.books, counted=scan.pieces
        )
        for scan in counted.values()
    ]
    lines += [
        CountLine(0, Finding.PIECES, each.sku, each.place_id, None, each.variant_id, books=each.on_hand)
        for each in books
        if each.on_hand and (each.place_id, each.variant_id) not in counted
    ]
    return lines
