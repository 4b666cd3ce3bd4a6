"""What comes back: returns and what they still expect, and the workshop's queue."""

from typing import Final

from domain.assets.model import UnknownAsset
from domain.catalog.set_checklist import ChecklistPoint
from domain.ids import AssetId, ReturnId
from domain.refurbishment.model import NotQueued, RefurbishmentStatus
from domain.returns.model import Purpose
from domain.returns.stages import HERE
from domain.views.floor import UnknownReturn
from domain.views.floor_rows import (
    ComingBack,
    HolderRow,
    PastRefurbishment,
    RefurbishmentPage,
    RefurbishmentRow,
    ReturnLineRow,
    ReturnPage,
    ReturnRow,
)
from domain.views.office_rows import Found
from storage.database import Database, Row
from storage.queries.floor_parts import (
    ASSET_COLUMNS,
    ASSET_TABLES,
    STORE,
    TITLE,
    asset_row,
    condition_from,
    grade_from,
)
from storage.queries.office_parts import found, id_or_number
from storage.queries.office_returns import OUT_PHOTOS, RETURN_PHOTOS, photo_from

_RETURNS: Final = """
    SELECT r.id, r.number, r.announced_on, r.return_until, r.is_announced, r.purpose, n.received, n.wanted,
        coalesce(h.customer_name, '') AS customer, coalesce(h.city, '') AS city,
        coalesce(h.contract_number, '') AS contract
    FROM umlauf.return_case r
    JOIN LATERAL (
        SELECT count(l.received_at)::int AS received, count(*)::int AS wanted
        FROM umlauf.return_line l WHERE l.return_id = r.id
    ) n ON true
    LEFT JOIN LATERAL (
        SELECT l.asset_id, l.contract_line_id FROM umlauf.return_line l WHERE l.return_id = r.id LIMIT 1
    ) f ON true
    LEFT JOIN LATERAL (
        SELECT d.customer_name, d.city, d.contract_number FROM umlauf.asset_holder d
        WHERE d.asset_id = f.asset_id AND d.contract_line_id = f.contract_line_id LIMIT 1
    ) h ON true"""
"""Each holder is asked for alone (LIMIT): the view's barrier lets no join in, it would be read whole."""

_OPEN_FOR: Final = (
    "SELECT l.return_id FROM umlauf.return_line l JOIN umlauf.return_case o ON o.id = l.return_id"
    " WHERE l.asset_id = %(asset)s AND l.received_at IS NULL AND o.withdrawn_on IS NULL"
)
_CAME_WITH: Final = f"""{_RETURNS}
    JOIN umlauf.return_line w ON w.return_id = r.id AND w.asset_id = %(asset)s AND w.received_at IS NOT NULL
    WHERE r.withdrawn_on IS NULL AND (SELECT s.stage FROM umlauf.return_step s WHERE s.return_id = r.id
        ORDER BY s.n DESC LIMIT 1) = ANY(%(stages)s::text[])
    ORDER BY w.received_at DESC LIMIT 1"""  # noqa: S608 - constants only
_EXPECTED: Final = f"""
    SELECT l.return_id FROM umlauf.asset a JOIN umlauf.return_line l ON l.asset_id = a.id
    JOIN umlauf.return_case o ON o.id = l.return_id
    WHERE a.status = 'due_back' AND a.store_id = {STORE} AND l.received_at IS NULL AND o.withdrawn_on IS NULL"""  # noqa: S608 - constants only
_RETURN_LINES: Final = f"""
    SELECT r.asset_id, r.received_at, r.condition, r.grade, a.code, coalesce(a.serial, '') AS serial, {TITLE} AS title,
        EXISTS (SELECT FROM umlauf.shipment_line m JOIN umlauf.shipment s ON s.id = m.shipment_id
            WHERE m.answers_return_id = r.return_id AND m.replaces_asset_id = r.asset_id
                AND s.dispatched_at IS NOT NULL) AS is_replaced,
        r.received_at IS NULL AND r.missing_at IS NOT NULL AS is_absent,
        coalesce((SELECT o.code FROM umlauf.asset o WHERE o.id = r.other_asset_id), r.other_text) AS found,
        ARRAY(SELECT d.title FROM umlauf.return_damage d WHERE d.return_id = r.return_id AND d.asset_id = r.asset_id
            ORDER BY d.noted_at) AS damages
    FROM umlauf.return_line r JOIN umlauf.asset a ON a.id = r.asset_id
    JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product g ON g.id = v.product_id
    WHERE r.return_id = %(id)s ORDER BY r.received_at NULLS FIRST, a.code"""  # noqa: S608 - constants only
_WORK: Final = f"""
    SELECT {ASSET_COLUMNS}, r.id, r.status, r.queued_at, r.started_at, g.category
    FROM umlauf.refurbishment r JOIN {ASSET_TABLES} ON a.id = r.asset_id
    WHERE r.status IN ('queued', 'in_work') AND a.status <> 'sent_to_supplier'"""  # noqa: S608 - constants only
_REPAIR: Final = """
    SELECT r.number || ': ' || coalesce((SELECT s.facts ->> 'finding' FROM umlauf.repair_step s
        WHERE s.repair_id = r.id AND s.step = 'diagnose' ORDER BY s.n DESC LIMIT 1), r.problem) AS words
    FROM umlauf.repair r WHERE r.asset_id = %(asset)s AND r.stage NOT IN ('passed', 'failed', 'called_off')"""
_PAST: Final = f"""
    SELECT r.status, r.finished_at, r.minutes, r.reason, coalesce((
        SELECT json_agg(json_build_array({TITLE}, p.quantity) ORDER BY {TITLE}) FROM umlauf.refurbishment_part p
        JOIN umlauf.variant v ON v.id = p.variant_id JOIN umlauf.product g ON g.id = v.product_id
        WHERE p.refurbishment_id = r.id), '[]') AS parts
    FROM umlauf.refurbishment r
    WHERE r.asset_id = %(asset)s AND r.finished_at IS NOT NULL
    ORDER BY r.finished_at DESC LIMIT 10"""  # noqa: S608 - constants only


class Workshop:
    def __init__(self, database: Database) -> None:
        self._database = database

    def returns(self, limit: int) -> Found[ReturnRow]:
        rows = self._database.read(
            f"{_RETURNS} WHERE r.id IN ({_EXPECTED}) ORDER BY r.return_until NULLS LAST, r.number LIMIT %(limit)s",
            limit=limit + 1,
        )
        return found(rows, limit, _return)

    def return_case(self, ref: str) -> ReturnPage:
        """Raises UnknownReturn."""
        row = self._database.read_one(f"{_RETURNS} WHERE r.id = %(id)s OR r.number = %(number)s", **id_or_number(ref))
        if row is None:
            raise UnknownReturn(case=ref)
        return self._page(row)

    def coming_back(self, asset_id: AssetId) -> ComingBack:
        """Raises UnknownAsset."""
        row = self._asset(asset_id)
        case = self._database.read_one(
            f"{_RETURNS} WHERE r.id IN ({_OPEN_FOR}) ORDER BY r.announced_on DESC LIMIT 1",
            asset=asset_id,
        )
        holder = next((each for each in holders_of(self._database, asset_id) if each.until is None), None)
        photos = tuple(photo_from(photo) for photo in self._database.read(OUT_PHOTOS, id=asset_id))
        return ComingBack(asset_row(row), holder, self._page(case) if case else None, photos)

    def came_with(self, asset_id: AssetId) -> ReturnPage | None:
        row = self._database.read_one(_CAME_WITH, asset=asset_id, stages=[str(each) for each in HERE])
        return None if row is None else self._page(row)

    def queue(self, limit: int) -> Found[RefurbishmentRow]:
        rows = self._database.read(
            f"{_WORK} AND a.store_id = {STORE}"
            " ORDER BY r.status = 'queued', coalesce(r.started_at, r.queued_at), a.code LIMIT %(limit)s",
            limit=limit + 1,
        )
        return found(rows, limit, _work)

    def page(self, asset_id: AssetId) -> RefurbishmentPage:
        """Raises NotQueued, UnknownAsset."""
        row = self._database.read_one(f"{_WORK} AND r.asset_id = %(asset)s", asset=asset_id)
        if row is None:
            asset = asset_row(self._asset(asset_id))
            raise NotQueued(asset=asset.code, status=asset.status)
        points = self._database.read(
            "SELECT code, text_de, text_en FROM umlauf.checklist_point WHERE category = %(category)s ORDER BY position",
            category=row["category"],
        )
        repair = self._database.read_one(_REPAIR, asset=asset_id)
        return RefurbishmentPage(
            _work(row),
            tuple(ChecklistPoint(point["code"], point["text_de"], point["text_en"]) for point in points),
            self.past(asset_id),
            repair["words"] if repair else "",
        )

    def past(self, asset_id: AssetId) -> tuple[PastRefurbishment, ...]:
        """Finished passes through the workshop, latest first."""
        return tuple(_past(row) for row in self._database.read(_PAST, asset=asset_id))

    def _asset(self, asset_id: AssetId) -> Row:
        row = self._database.read_one(
            f"SELECT {ASSET_COLUMNS} FROM {ASSET_TABLES} WHERE a.id = %(id)s",  # noqa: S608 - constants only
            id=asset_id,
        )
        if row is None:
            raise UnknownAsset(asset=asset_id)
        return row

    def _page(self, row: Row) -> ReturnPage:
        lines = self._database.read(_RETURN_LINES, id=row["id"])
        photos = tuple(photo_from(photo) for photo in self._database.read(RETURN_PHOTOS, id=row["id"]))
        return ReturnPage(_return(row), tuple(_return_line(line) for line in lines), photos)


def holders_of(database: Database, asset_id: AssetId) -> tuple[HolderRow, ...]:
    """Everyone who had the thing, latest first."""
    rows = database.read(
        "SELECT customer_name, customer_number, city, contract_number, lower(during) AS since, upper(during) AS until"
        " FROM umlauf.asset_holder WHERE asset_id = %(asset)s ORDER BY lower(during) DESC",
        asset=asset_id,
    )
    return tuple(
        HolderRow(
            row["customer_name"],
            row["customer_number"],
            row["city"],
            row["contract_number"],
            row["since"],
            row["until"],
        )
        for row in rows
    )


def _return(row: Row) -> ReturnRow:
    return ReturnRow(
        ReturnId(row["id"]),
        row["number"],
        row["customer"],
        row["city"],
        row["contract"],
        row["announced_on"],
        row["return_until"],
        row["is_announced"],
        row["received"],
        row["wanted"],
        Purpose(row["purpose"]),
    )


def _return_line(row: Row) -> ReturnLineRow:
    return ReturnLineRow(
        AssetId(row["asset_id"]),
        row["code"],
        row["serial"],
        row["title"],
        row["received_at"],
        condition_from(row["condition"]),
        grade_from(row["grade"]),
        row["is_replaced"],
        row["is_absent"],
        row["found"],
        tuple(row["damages"]),
    )


def _work(row: Row) -> RefurbishmentRow:
    return RefurbishmentRow(asset_row(row), RefurbishmentStatus(row["status"]), row["queued_at"], row["started_at"])


def _past(row: Row) -> PastRefurbishment:
    return PastRefurbishment(
        RefurbishmentStatus(row["status"]),
        row["finished_at"],
        row["minutes"] or 0,
        row["reason"],
        tuple((title, quantity) for title, quantity in row["parts"]),
    )
