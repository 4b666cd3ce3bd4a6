"""Stock counts: scans go in one by one, a review comes out, and the database keeps their order."""

from collections.abc import Sequence
from typing import Final

from domain.assets.status import Readiness
from domain.counts.errors import UnknownCount
from domain.counts.model import (
    CountId,
    CountLine,
    CountScan,
    CountStage,
    CountStep,
    Decided,
    Decision,
    Expected,
    ExpectedPieces,
    Finding,
    ScanId,
    StockCount,
)
from domain.ids import AssetId, PersonId, PlaceId, ProductId, VariantId
from storage.database import Row
from storage.repositories.base import Desk, plain_array

_GET: Final = (
    "SELECT id, number, stage, place_id, product_id, is_blind, opened_at, round FROM umlauf.stock_count"
    " WHERE id = %(id)s AND store_id = %(store)s"
)
_OPEN: Final = (
    "SELECT number, place_id FROM umlauf.stock_count WHERE store_id = %(store)s AND stage IN ('open', 'review')"
    " AND place_id IS NOT NULL"
)
_ADD: Final = (
    "INSERT INTO umlauf.stock_count (id, number, store_id, place_id, product_id, is_blind, command_id)"
    " VALUES (%(id)s, %(number)s, %(store)s, %(place)s, %(product)s, %(blind)s, %(command)s)"
)
_STEP: Final = "INSERT INTO umlauf.count_step (count_id, step, command_id) VALUES (%(id)s, %(step)s, %(command)s)"
_SCANS: Final = (
    "SELECT s.id, s.place_id, s.text, s.asset_id, s.variant_id, s.pieces, s.books, s.scanned_at, s.count_id,"
    " s.scanned_by"
    " FROM umlauf.count_scan s WHERE s.count_id = %(count)s AND s.takes_back IS NULL"
    " AND NOT EXISTS (SELECT FROM umlauf.count_scan b WHERE b.takes_back = s.id)"
)
_SCAN: Final = (
    "INSERT INTO umlauf.count_scan (id, count_id, place_id, text, asset_id, variant_id, pieces, books, takes_back,"
    " command_id) VALUES (%(id)s, %(count)s, %(place)s, %(text)s, %(asset)s, %(variant)s, %(pieces)s, %(books)s,"
    " %(takes_back)s, %(command)s)"
)
_EXPECTED: Final = (
    "SELECT a.id, a.code, a.place_id, a.seq, a.readiness, e.effective_at FROM umlauf.asset a"
    " JOIN umlauf.asset_event e ON e.asset_id = a.id AND e.seq = a.seq"
    " WHERE a.store_id = %(store)s AND a.status IN ('in_stock', 'received', 'to_repair', 'in_repair', 'reserved')"
)
_PIECES: Final = (
    "SELECT h.place_id, h.variant_id, v.sku, h.on_hand FROM umlauf.supply_on_hand h"
    " JOIN umlauf.variant v ON v.id = h.variant_id WHERE h.place_id = ANY(%(ids)s::uuid[]) AND h.on_hand > 0"
    " ORDER BY v.sku, h.place_id"
)
_LINES: Final = (
    "SELECT l.n, l.finding, l.text, l.place_id, l.asset_id, l.variant_id, l.seq, l.books, l.counted, l.is_again,"
    " d.decision, coalesce(d.note, '') AS note FROM umlauf.count_line l LEFT JOIN umlauf.count_decided d"
    " ON d.count_id = l.count_id AND d.round = l.round AND d.line = l.n"
    " WHERE l.count_id = %(id)s AND l.round = %(round)s ORDER BY l.n"
)
_DECIDE: Final = (
    "INSERT INTO umlauf.count_decision (count_id, line, decision, note, command_id)"
    " VALUES (%(id)s, %(line)s, %(decision)s, %(note)s, %(command)s)"
)
_AGREED: Final = (
    "SELECT CASE WHEN s.step = 'agree' AND s.decisions = (SELECT count(*) FROM umlauf.count_decision d"
    " WHERE d.count_id = %(id)s AND d.round = %(round)s) THEN s.taken_by END AS person"
    " FROM umlauf.count_step s WHERE s.count_id = %(id)s ORDER BY s.n DESC LIMIT 1"
)
_HANDS: Final = (
    "SELECT opened_by AS person FROM umlauf.stock_count WHERE id = %(id)s"
    " UNION SELECT scanned_by FROM umlauf.count_scan WHERE count_id = %(id)s"
    " UNION SELECT decided_by FROM umlauf.count_decision WHERE count_id = %(id)s AND round = %(round)s"
    " UNION SELECT taken_by FROM umlauf.count_step WHERE count_id = %(id)s AND step = 'finish'"
)


class CountFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, count_id: CountId) -> StockCount:
        """Raises UnknownCount."""
        rows = self._desk.rows(_GET, id=count_id, store=self._desk.context.store_id)
        if not rows:
            raise UnknownCount(count=count_id)
        return count_from(rows[0])

    def open_places(self) -> list[tuple[str, PlaceId]]:
        store = self._desk.context.store_id
        self._desk.rows("SELECT umlauf.lock_counts(%(store)s)", store=store)
        return [(row["number"], PlaceId(row["place_id"])) for row in self._desk.rows(_OPEN, store=store)]

    def add(self, count: StockCount) -> None:
        self._desk.write(
            _ADD,
            id=count.id,
            number=count.number,
            store=self._desk.context.store_id,
            place=count.place_id,
            product=count.product_id,
            blind=count.is_blind,
            command=self._desk.context.command_id,
        )

    def step(self, count: StockCount, step: CountStep) -> None:
        self._desk.write(_STEP, id=count.id, step=step, command=self._desk.context.command_id)

    def scans(self, count_id: CountId) -> list[CountScan]:
        return [scan_from(row) for row in self._desk.rows(f"{_SCANS} ORDER BY s.recorded_at, s.id", count=count_id)]

    def scan_of(self, count_id: CountId, asset_id: AssetId) -> CountScan | None:
        rows = self._desk.rows(f"{_SCANS} AND s.asset_id = %(asset)s LIMIT 1", count=count_id, asset=asset_id)
        return scan_from(rows[0]) if rows else None

    def scan(self, count_id: CountId, scan_id: ScanId) -> CountScan | None:
        rows = self._desk.rows(f"{_SCANS} AND s.id = %(scan)s", count=count_id, scan=scan_id)
        return scan_from(rows[0]) if rows else None

    def size(self, count_id: CountId) -> int:
        rows = self._desk.rows("SELECT count(*)::int AS n FROM umlauf.count_scan WHERE count_id = %(id)s", id=count_id)
        size: int = rows[0]["n"]
        return size

    def add_scan(self, scan: CountScan) -> None:
        self._desk.write(
            _SCAN,
            id=scan.id,
            count=scan.count_id,
            place=scan.place_id,
            text=scan.text,
            asset=scan.asset_id,
            variant=scan.variant_id,
            pieces=scan.pieces,
            books=scan.books,
            takes_back=scan.takes_back,
            command=self._desk.context.command_id,
        )

    def expected(self, count: StockCount, place_ids: Sequence[PlaceId]) -> list[Expected]:
        """By code."""
        scope = (
            "a.place_id = ANY(%(ids)s::uuid[])"
            if count.product_id is None
            else "a.variant_id IN (SELECT id FROM umlauf.variant WHERE product_id = %(product)s)"
        )
        rows = self._desk.rows(
            f"{_EXPECTED} AND {scope} ORDER BY a.code",
            store=self._desk.context.store_id,
            **({"ids": plain_array(place_ids)} if count.product_id is None else {"product": count.product_id}),
        )
        return [
            Expected(
                AssetId(row["id"]),
                row["code"],
                None if row["place_id"] is None else PlaceId(row["place_id"]),
                row["seq"],
                Readiness(row["readiness"]),
                row["effective_at"],
            )
            for row in rows
        ]

    def expected_pieces(self, place_ids: Sequence[PlaceId]) -> list[ExpectedPieces]:
        rows = self._desk.rows(_PIECES, ids=plain_array(place_ids))
        return [
            ExpectedPieces(PlaceId(row["place_id"]), VariantId(row["variant_id"]), row["sku"], row["on_hand"])
            for row in rows
        ]

    def is_of_product(self, asset_id: AssetId, product_id: ProductId) -> bool:
        return bool(
            self._desk.rows(
                "SELECT FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id"
                " WHERE a.id = %(asset)s AND v.product_id = %(product)s",
                asset=asset_id,
                product=product_id,
            )
        )

    def add_lines(self, count: StockCount, lines: Sequence[CountLine]) -> None:
        columns = (
            *("count_id", "n", "finding", "text", "place_id", "asset_id", "variant_id", "seq", "books", "counted"),
            *("is_again", "command_id"),
        )
        self._desk.copy(
            "umlauf.count_line",
            columns,
            [
                (
                    *(count.id, line.n, line.finding, line.text, line.place_id, line.asset_id, line.variant_id),
                    *(line.seq, line.books, line.counted, line.is_again, self._desk.context.command_id),
                )
                for line in lines
            ],
        )

    def lines(self, count: StockCount) -> list[CountLine]:
        return [line_from(row) for row in self._desk.rows(_LINES, id=count.id, round=count.round)]

    def decide(self, count: StockCount, decided: Decided) -> None:
        self._desk.write(
            _DECIDE,
            id=count.id,
            line=decided.n,
            decision=decided.decision,
            note=decided.note,
            command=self._desk.context.command_id,
        )

    def needs_second(self, count_id: CountId) -> bool:
        found: bool = self._desk.rows("SELECT umlauf.count_needs_second(%(id)s) AS needs", id=count_id)[0]["needs"]
        return found

    def agreed_by(self, count: StockCount) -> PersonId | None:
        rows = self._desk.rows(_AGREED, id=count.id, round=count.round)
        return PersonId(rows[0]["person"]) if rows and rows[0]["person"] is not None else None

    def hands(self, count: StockCount) -> frozenset[PersonId]:
        rows = self._desk.rows(_HANDS, id=count.id, round=count.round)
        return frozenset(PersonId(row["person"]) for row in rows)


def count_from(row: Row) -> StockCount:
    return StockCount(
        CountId(row["id"]),
        row["number"],
        CountStage(row["stage"]),
        None if row["place_id"] is None else PlaceId(row["place_id"]),
        None if row["product_id"] is None else ProductId(row["product_id"]),
        row["is_blind"],
        row["opened_at"],
        row["round"],
    )


def scan_from(row: Row) -> CountScan:
    return CountScan(
        ScanId(row["id"]),
        CountId(row["count_id"]),
        None if row["place_id"] is None else PlaceId(row["place_id"]),
        row["text"],
        row["scanned_at"],
        None if row["asset_id"] is None else AssetId(row["asset_id"]),
        None if row["variant_id"] is None else VariantId(row["variant_id"]),
        row["pieces"],
        row["books"],
        scanned_by=PersonId(row["scanned_by"]),
    )


def line_from(row: Row) -> CountLine:
    return CountLine(
        row["n"],
        Finding(row["finding"]),
        row["text"],
        None if row["place_id"] is None else PlaceId(row["place_id"]),
        None if row["asset_id"] is None else AssetId(row["asset_id"]),
        None if row["variant_id"] is None else VariantId(row["variant_id"]),
        row["seq"],
        row["books"],
        row["counted"],
        row["is_again"],
        None if row["decision"] is None else Decision(row["decision"]),
        row["note"],
    )
