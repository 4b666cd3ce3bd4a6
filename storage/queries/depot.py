"""Answers what the screens of places and stock counts ask."""

from typing import Final
from uuid import UUID

from domain.assets.ledger import AssetState
from domain.assets.status import Status
from domain.counts.errors import UnknownCount
from domain.counts.model import CountId, CountStage, ScanId, ways_of
from domain.ids import PlaceId, ProductId
from domain.views.depot import CountLineRow, CountPage, CountRow, CountScanRow
from domain.views.office_rows import Found
from storage.database import Row
from storage.queries.depot_places import DepotPlaces
from storage.queries.floor_parts import STORE, TITLE
from storage.queries.office_parts import found
from storage.repositories.counts import line_from

_IS_DIFFERENCE: Final = (
    "CASE l.finding WHEN 'pieces' THEN coalesce(l.counted, 0) <> l.books ELSE l.finding <> 'found' END"
)
_COUNTS: Final = f"""
    SELECT c.id, c.number, c.stage, c.is_blind, c.opened_at, w.name AS opened_by, c.place_id, c.product_id, c.round,
        coalesce(p.name, g.name, '') AS what, n.scans, d.differences, d.undecided
    FROM umlauf.stock_count c
    JOIN umlauf.person w ON w.id = c.opened_by
    LEFT JOIN umlauf.place p ON p.id = c.place_id
    LEFT JOIN umlauf.product g ON g.id = c.product_id
    CROSS JOIN LATERAL (SELECT count(*)::int AS scans FROM umlauf.count_scan s WHERE s.count_id = c.id
        AND s.takes_back IS NULL AND NOT EXISTS (SELECT FROM umlauf.count_scan b WHERE b.takes_back = s.id)) n
    CROSS JOIN LATERAL (SELECT count(*)::int AS differences,
            (count(*) FILTER (WHERE e.decision IS NULL))::int AS undecided
        FROM umlauf.count_line l LEFT JOIN umlauf.count_decided e
            ON e.count_id = l.count_id AND e.round = l.round AND e.line = l.n
        WHERE l.count_id = c.id AND l.round = c.round AND {_IS_DIFFERENCE}) d
    WHERE c.store_id = {STORE}"""  # noqa: S608 - constants only
_ME: Final = "(SELECT w.person_id FROM umlauf.principal w WHERE w.login = session_user)"
_SCANS: Final = f"""
    SELECT s.id, s.text, s.pieces, s.scanned_at, w.name AS who, s.scanned_by = {_ME} AS is_mine,
        coalesce(p.name, '') AS place, CASE WHEN v.id IS NULL THEN '' ELSE {TITLE} END AS title
    FROM umlauf.count_scan s JOIN umlauf.person w ON w.id = s.scanned_by
    LEFT JOIN umlauf.place p ON p.id = s.place_id LEFT JOIN umlauf.asset a ON a.id = s.asset_id
    LEFT JOIN umlauf.variant v ON v.id = coalesce(s.variant_id, a.variant_id)
    LEFT JOIN umlauf.product g ON g.id = v.product_id
    WHERE s.count_id = %(id)s AND s.takes_back IS NULL
        AND NOT EXISTS (SELECT FROM umlauf.count_scan b WHERE b.takes_back = s.id)
    ORDER BY s.recorded_at DESC, s.id DESC"""  # noqa: S608 - constants only
_LINES: Final = f"""
    SELECT l.n, l.finding, l.text, l.place_id, l.asset_id, l.variant_id, l.seq, l.books, l.counted, l.is_again,
        d.decision, coalesce(d.note, '') AS note, coalesce(p.name, '') AS place, coalesce(o.name, '') AS books_place,
        a.status, coalesce(h.customer_name, '') AS customer, CASE WHEN v.id IS NULL THEN '' ELSE {TITLE} END AS title
    FROM umlauf.count_line l
    LEFT JOIN umlauf.count_decided d ON d.count_id = l.count_id AND d.round = l.round AND d.line = l.n
    LEFT JOIN umlauf.place p ON p.id = l.place_id
    LEFT JOIN umlauf.asset a ON a.id = l.asset_id
    LEFT JOIN umlauf.place o ON o.id = a.place_id
    LEFT JOIN umlauf.variant v ON v.id = coalesce(l.variant_id, a.variant_id)
    LEFT JOIN umlauf.product g ON g.id = v.product_id
    LEFT JOIN umlauf.asset_holder h ON h.asset_id = l.asset_id AND l.finding = 'unexpected' AND upper_inf(h.during)
    WHERE l.count_id = %(id)s AND l.round = %(round)s ORDER BY l.n"""  # noqa: S608 - constants only
_EXPECTED: Final = f"""
    WITH RECURSIVE inner_place AS (
        SELECT p.id FROM umlauf.place p WHERE p.id = %(place)s
        UNION SELECT p.id FROM umlauf.place p JOIN inner_place i ON p.parent_id = i.id
    )
    SELECT count(*)::int AS n FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id
    WHERE a.store_id = {STORE} AND a.status IN ('in_stock', 'received', 'to_repair', 'in_repair', 'reserved')
        AND (a.place_id IN (SELECT id FROM inner_place) OR v.product_id = %(product)s)"""  # noqa: S608 - constants only
_AGREED: Final = """
    SELECT CASE WHEN s.step = 'agree' AND s.decisions = (SELECT count(*) FROM umlauf.count_decision d
        WHERE d.count_id = %(id)s AND d.round = %(round)s) THEN w.name ELSE '' END AS name
    FROM umlauf.count_step s JOIN umlauf.person w ON w.id = s.taken_by
    WHERE s.count_id = %(id)s ORDER BY s.n DESC LIMIT 1"""


class DepotBook(DepotPlaces):
    """`DepotBook(database)`; on the thread of its database."""

    def counts(self, limit: int = 200) -> Found[CountRow]:
        rows = self._database.read(
            f"{_COUNTS} ORDER BY c.stage IN ('open', 'review') DESC, c.opened_at DESC, c.number DESC LIMIT %(limit)s",
            limit=limit + 1,
        )
        return found(rows, limit, _count)

    def count(self, ref: str) -> CountPage:
        """Raises UnknownCount."""
        row = self._database.read_one(f"{_COUNTS} AND %(ref)s IN (c.id::text, c.number)", ref=ref)
        if row is None:
            raise UnknownCount(count=ref)
        count = _count(row)
        lines = self._database.read(_LINES, id=count.id, round=row["round"])
        second = self._database.read_one("SELECT umlauf.count_needs_second(%(id)s) AS needs", id=count.id)
        agreed = self._database.read_one(_AGREED, id=count.id, round=row["round"])
        return CountPage(
            count,
            None if row["place_id"] is None else PlaceId(row["place_id"]),
            None if row["product_id"] is None else ProductId(row["product_id"]),
            self._expected(row),
            tuple(_scan(each) for each in self._database.read(_SCANS, id=count.id)),
            tuple(_line(each) for each in lines) if count.stage is not CountStage.OPEN else (),
            bool(second and second["needs"]) and count.stage is CountStage.REVIEW,
            agreed["name"] if agreed else "",
        )

    def _expected(self, row: Row) -> int | None:
        if row["is_blind"] and row["stage"] == CountStage.OPEN:
            return None
        asked = self._database.read_one(_EXPECTED, place=row["place_id"], product=row["product_id"])
        return int(asked["n"]) if asked else 0


def _count(row: Row) -> CountRow:
    return CountRow(
        CountId(UUID(str(row["id"]))),
        row["number"],
        CountStage(row["stage"]),
        row["what"],
        row["place_id"] is not None,
        row["is_blind"],
        row["opened_at"],
        row["opened_by"],
        row["scans"],
        row["differences"],
        row["undecided"],
    )


def _scan(row: Row) -> CountScanRow:
    return CountScanRow(
        ScanId(row["id"]),
        row["text"],
        row["title"],
        row["place"],
        row["who"],
        row["scanned_at"],
        row["pieces"],
        row["is_mine"],
    )


def _line(row: Row) -> CountLineRow:
    line = line_from(row)
    status = None if row["status"] is None else Status(row["status"])
    ways = ways_of(line, None if status is None else AssetState(status))
    return CountLineRow(line, row["title"], row["place"], row["books_place"], status, row["customer"], ways)
