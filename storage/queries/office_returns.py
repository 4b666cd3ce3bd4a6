"""Returns for the back office: lists, one with all that belongs to it, photos, and who still holds what."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.assets.status import Condition, Grade, Status
from domain.clock import Clock, today
from domain.contracts.notes import MediaType
from domain.contracts.settle_deposit import holds_deposit
from domain.errors import NotFound
from domain.ids import AssetId, ContractId, CustomerId, ReturnId
from domain.money import EUR, Money
from domain.returns.charge_claim import takes_deposit
from domain.returns.model import AskedBy, LineState, Purpose, Way
from domain.returns.photos import Moment, PhotoId
from domain.returns.stages import OVER, Stage
from domain.settings.returns import ReturnSettings
from domain.views.floor import UnknownReturn
from domain.views.office_rows import Found, StoredPaper
from domain.views.returns import (
    OfficeReturn,
    OfficeReturnLine,
    OfficeReturnPage,
    OtherContract,
    OverdueRow,
    PhotoRow,
    ReturnFilter,
)
from storage.database import Database, Row
from storage.queries.office_parts import NAME, found, id_or_number, words_in
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.returns import CLAIMS, DAMAGES, claim_from, damage_from
from storage.repositories.settings import RETURNS, returns_from

_STAGE: Final = "(SELECT s.stage FROM umlauf.return_step s WHERE s.return_id = r.id ORDER BY s.n DESC LIMIT 1)"
_LIST: Final = f"""
    SELECT r.*, {NAME} AS customer, coalesce({_STAGE}, 'announced') AS stage, n.received, n.wanted, n.waiting,
        ARRAY(SELECT DISTINCT k.number FROM umlauf.return_line l JOIN umlauf.contract k ON k.id = l.contract_id
            WHERE l.return_id = r.id ORDER BY k.number) AS contracts
    FROM umlauf.return_case r
    JOIN umlauf.customer_personal p ON p.customer_id = r.customer_id
    JOIN LATERAL (SELECT count(l.received_at)::int AS received, count(*)::int AS wanted,
        (count(*) FILTER (WHERE l.received_at IS NULL))::int AS waiting
        FROM umlauf.return_line l WHERE l.return_id = r.id) n ON true"""  # noqa: S608 - constants only
_FILTERS: Final = {
    ReturnFilter.ALL: "true",
    ReturnFilter.OPEN: "t.stage <> ALL(%(over)s)",
    ReturnFilter.TO_AGREE: "t.stage = 'announced'",
    ReturnFilter.LATE: "t.withdrawn_on IS NULL AND t.waiting > 0 AND t.return_until < %(today)s",
    ReturnFilter.HERE: "t.stage IN ('received', 'inspected')",
    ReturnFilter.OVER: "t.stage = ANY(%(over)s)",
}
_TITLE: Final = "g.name || CASE v.name WHEN '' THEN '' ELSE ' · ' || v.name END"
_LINES: Final = f"""
    SELECT l.*, a.code, a.status, g.category, {_TITLE} AS title, k.number AS contract,
        coalesce(o.code, nullif(l.other_text, ''), '') AS found, coalesce(h.customer_name, '') AS found_holder,
        w.condition AS out_condition, w.grade AS out_grade
    FROM umlauf.return_line l
    JOIN umlauf.asset a ON a.id = l.asset_id
    JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product g ON g.id = v.product_id
    JOIN umlauf.contract k ON k.id = l.contract_id
    LEFT JOIN umlauf.asset o ON o.id = l.other_asset_id
    LEFT JOIN LATERAL (SELECT d.customer_name FROM umlauf.asset_holder d
        WHERE d.asset_id = l.other_asset_id AND upper_inf(d.during) LIMIT 1) h ON true
    LEFT JOIN LATERAL (SELECT e.condition, e.grade FROM umlauf.asset_event e WHERE e.asset_id = l.asset_id
        AND e.kind IN ('shipped', 'handed_over') AND (l.received_at IS NULL OR e.effective_at < l.received_at)
        ORDER BY e.seq DESC LIMIT 1) w ON true
    WHERE l.return_id = %(id)s ORDER BY k.number, a.code"""  # noqa: S608 - constants only
PHOTOS: Final = (
    "SELECT f.id, f.asset_id, f.moment, f.media_type, f.recorded_at AS at FROM umlauf.asset_photo f"
    " WHERE f.asset_id = ANY(%(ids)s::uuid[]) AND EXISTS (SELECT FROM umlauf.asset_photo_content x"
    " WHERE x.photo_id = f.id) ORDER BY f.recorded_at DESC, f.id LIMIT 200"
)
RETURN_PHOTOS: Final = """
    SELECT f.id, f.asset_id, f.moment, f.media_type, f.recorded_at AS at
    FROM umlauf.asset_photo f
    JOIN umlauf.return_line l ON l.asset_id = f.asset_id JOIN umlauf.return_case r ON r.id = l.return_id
    CROSS JOIN LATERAL (SELECT max(e.seq) AS seq FROM umlauf.asset_event e WHERE e.asset_id = f.asset_id
        AND e.kind = 'taken_back' AND e.facts ->> 'return' = r.number) back
    CROSS JOIN LATERAL (SELECT coalesce(max(e.seq), 0) AS seq FROM umlauf.asset_event e WHERE e.asset_id = f.asset_id
        AND e.kind = 'taken_back' AND (back.seq IS NULL OR e.seq < back.seq)) before
    WHERE r.id = %(id)s AND (f.return_id = r.id OR (f.moment = 'hand_out' AND f.seq >= before.seq
        AND (back.seq IS NULL OR f.seq < back.seq)))
        AND EXISTS (SELECT FROM umlauf.asset_photo_content x WHERE x.photo_id = f.id)
    ORDER BY f.recorded_at DESC, f.id LIMIT 400"""
"""As its things went out the last time before, and as they came back with it."""
OUT_PHOTOS: Final = """
    SELECT f.id, f.asset_id, f.moment, f.media_type, f.recorded_at AS at FROM umlauf.asset_photo f
    WHERE f.asset_id = %(id)s AND f.moment = 'hand_out' AND f.seq >= coalesce((SELECT max(e.seq)
        FROM umlauf.asset_event e WHERE e.asset_id = f.asset_id AND e.kind = 'taken_back'), 0)
        AND EXISTS (SELECT FROM umlauf.asset_photo_content x WHERE x.photo_id = f.id)
    ORDER BY f.recorded_at DESC, f.id LIMIT 20"""
"""As a thing that is out now went out."""
_OVERDUE: Final = f"""
    SELECT a.id AS asset_id, a.code, {_TITLE} AS title, {NAME} AS customer, coalesce(p.phone, '') AS phone,
        coalesce(p.email, '') AS email, k.number AS contract, r.id AS return_id, r.number AS return_number,
        r.return_until, coalesce(c.acquired_minor, vc.cost_minor) AS acquired_minor,
        (SELECT count(*)::int FROM umlauf.return_step s WHERE s.return_id = r.id AND s.step = 'remind'
            AND (s.facts ->> 'offset')::int > 0) AS reminders,
        coalesce((SELECT sum(i.gross_minor - coalesce(d.used_minor, 0)) FROM umlauf.invoice i
            LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id
            WHERE i.customer_id = r.customer_id AND i.kind = 'invoice'), 0)::bigint AS owing
    FROM umlauf.return_line l JOIN umlauf.return_case r ON r.id = l.return_id
    JOIN umlauf.asset a ON a.id = l.asset_id
    JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product g ON g.id = v.product_id
    JOIN umlauf.contract k ON k.id = l.contract_id
    JOIN umlauf.customer_personal p ON p.customer_id = r.customer_id
    LEFT JOIN umlauf.asset_cost c ON c.asset_id = a.id
    LEFT JOIN umlauf.variant_cost vc ON vc.variant_id = a.variant_id
    WHERE l.received_at IS NULL AND r.withdrawn_on IS NULL AND r.return_until < %(today)s
        AND a.status IN ('rented', 'due_back')
    ORDER BY r.return_until, r.number, a.code LIMIT %(limit)s"""  # noqa: S608 - constants only
_OTHERS: Final = (
    "SELECT k.id, k.number, count(*)::int AS things FROM umlauf.contract k JOIN umlauf.contract_line l"
    " ON l.contract_id = k.id JOIN umlauf.assignment x ON x.contract_line_id = l.id AND upper_inf(x.during)"
    " JOIN umlauf.asset a ON a.id = x.asset_id AND a.status = 'rented' WHERE k.id <> %(id)s AND k.customer_id ="
    " (SELECT customer_id FROM umlauf.contract WHERE id = %(id)s) GROUP BY k.id ORDER BY k.number LIMIT 8"
)
_CONTRACTS: Final = "SELECT * FROM umlauf.contract WHERE id = ANY(%(ids)s::uuid[])"


class UnknownPhoto(NotFound):
    """No such photo, or it was erased."""

    code = "unknown_photo"


class OfficeReturns:
    """`OfficeReturns(database, clock)`; on the thread of its database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def list(self, text: str, which: ReturnFilter, limit: int = 200) -> Found[OfficeReturn]:
        day = today(self._clock)
        condition, words = words_in("t.number || ' ' || t.customer || ' ' || array_to_string(t.contracts, ' ')", text)
        rows = self._database.read(
            f"SELECT * FROM ({_LIST}) t WHERE {_FILTERS[which]} AND {condition}"  # noqa: S608 - constants only
            " ORDER BY t.stage = 'announced' DESC, t.return_until NULLS LAST, t.number DESC LIMIT %(limit)s",
            over=[each.value for each in OVER],
            today=day,
            limit=limit + 1,
            **words,
        )
        return found(rows, limit, lambda row: _row(row, day))

    def page(self, ref: str) -> OfficeReturnPage:
        """Raises UnknownReturn."""
        row = self._database.read_one(f"{_LIST} WHERE r.id = %(id)s OR r.number = %(number)s", **id_or_number(ref))
        if row is None:
            raise UnknownReturn(case=ref)
        return_id = row["id"]
        raw = self._database.read(_LINES, id=return_id)
        photos = [photo_from(each) for each in self._database.read(RETURN_PHOTOS, id=return_id)]
        lines = tuple(_line(line, photos) for line in raw)
        settings = self._settings()
        contracts = self._database.read(_CONTRACTS, ids=list({line.contract_id for line in lines}))
        known = contracts_from(contracts, self._database.read(CONTRACT_LINES, ids=[each["id"] for each in contracts]))
        shown = _row(row, today(self._clock))
        is_agreed_end = shown.purpose is Purpose.END and any(each.end_on is not None for each in known)
        prices = {price for line in lines for price in settings.damages_for(line.category)}
        return OfficeReturnPage(
            shown,
            lines,
            tuple(damage_from(each) for each in self._database.read(DAMAGES, id=return_id)),
            tuple(claim_from(each) for each in self._database.read(CLAIMS, id=return_id)),
            tuple(each for each in settings.damages if each in prices),
            tuple(each.id for each in known if holds_deposit(each) and takes_deposit(each)),
            row["received"] == 0 and row["withdrawn_on"] is None and not is_agreed_end,
        )

    def overdue(self, limit: int = 1000) -> Found[OverdueRow]:
        day = today(self._clock)
        rows = self._database.read(_OVERDUE, today=day, limit=limit + 1)
        return found(rows, limit, lambda row: _overdue(row, day))

    def reasons(self) -> tuple[str, ...]:
        return self._settings().reasons

    def usual_days(self) -> int:
        return self._settings().usual_days

    def others(self, contract_id: ContractId) -> tuple[OtherContract, ...]:
        rows = self._database.read(_OTHERS, id=contract_id)
        return tuple(OtherContract(ContractId(row["id"]), row["number"], row["things"]) for row in rows)

    def photo(self, photo_id: PhotoId) -> StoredPaper:
        """Raises UnknownPhoto."""
        return photo_of(self._database, photo_id)

    def photos_of(self, asset_id: AssetId) -> tuple[PhotoRow, ...]:
        return tuple(photo_from(row) for row in self._database.read(PHOTOS, ids=[asset_id]))

    def _settings(self) -> ReturnSettings:
        row = self._database.read_one("SELECT value FROM umlauf.setting WHERE name = %(name)s", name=RETURNS)
        return returns_from(None if row is None else row["value"])


def photo_from(row: Row) -> PhotoRow:
    media_type = MediaType(row["media_type"])
    return PhotoRow(PhotoId(row["id"]), AssetId(row["asset_id"]), Moment(row["moment"]), media_type, row["at"])


def photo_of(database: Database, photo_id: PhotoId) -> StoredPaper:
    """Raises UnknownPhoto."""
    row = database.read_one(
        "SELECT a.code, f.media_type, x.content FROM umlauf.asset_photo f JOIN umlauf.asset a ON a.id = f.asset_id"
        " JOIN umlauf.asset_photo_content x ON x.photo_id = f.id WHERE f.id = %(id)s",
        id=photo_id,
    )
    if row is None:
        raise UnknownPhoto(photo=photo_id)
    ending = "png" if row["media_type"] == MediaType.PNG else "jpg"
    return StoredPaper(f"{row['code']}-{str(photo_id)[-6:]}.{ending}", bytes(row["content"]))


def _row(row: Row, day: date) -> OfficeReturn:
    until = row["return_until"]
    is_waiting = row["withdrawn_on"] is None and row["waiting"] > 0 and until is not None
    return OfficeReturn(
        ReturnId(row["id"]),
        row["number"],
        CustomerId(row["customer_id"]),
        row["customer"],
        tuple(row["contracts"]),
        row["announced_on"],
        until,
        Stage(row["stage"]),
        Purpose(row["purpose"]),
        row["reason"],
        AskedBy(row["asked_by"]),
        Way(row["way"]),
        row["pick_up_on"],
        row["received"],
        row["wanted"],
        max((day - until).days, 0) if is_waiting else 0,
    )


def _line(row: Row, photos: Sequence[PhotoRow]) -> OfficeReturnLine:
    return OfficeReturnLine(
        AssetId(row["asset_id"]),
        row["code"],
        row["title"],
        row["category"],
        ContractId(row["contract_id"]),
        row["contract"],
        _state(row),
        Status(row["status"]),
        row["received_at"],
        Condition(row["condition"]) if row["condition"] else None,
        Grade(row["grade"]) if row["grade"] else None,
        row["inspected_at"],
        row["found"],
        row["found_holder"],
        _went_out(row),
        tuple(photo for photo in photos if photo.asset_id == row["asset_id"]),
    )


def _went_out(row: Row) -> tuple[Condition, Grade | None] | None:
    if row["out_condition"] is None:
        return None
    return Condition(row["out_condition"]), Grade(row["out_grade"]) if row["out_grade"] else None


def _state(row: Row) -> LineState:
    if row["received_at"] is not None:
        return LineState.RECEIVED
    if row["other_asset_id"] is not None or row["other_text"]:
        return LineState.OTHER
    return LineState.EXPECTED if row["missing_at"] is None else LineState.MISSING


def _overdue(row: Row, day: date) -> OverdueRow:
    value = row["acquired_minor"]
    return OverdueRow(
        AssetId(row["asset_id"]),
        row["code"],
        row["title"],
        row["customer"],
        row["phone"],
        row["email"],
        row["contract"],
        ReturnId(row["return_id"]),
        row["return_number"],
        row["return_until"],
        (day - row["return_until"]).days,
        row["reminders"],
        None if value is None else Money(value, EUR),
        Money(row["owing"], EUR),
    )
