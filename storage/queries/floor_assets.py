"""One thing and its whole life."""

from datetime import date
from typing import Final

from domain.assets.model import UnknownAsset
from domain.assets.passport_sheet import PassportEvent, PassportSheet
from domain.assets.status import Kind, Status
from domain.ids import AssetId
from domain.money import EUR, Money
from domain.returns.model import Purpose
from domain.views.floor_rows import AssetPage, HolderRow, days_rented
from storage.database import Database, Row
from storage.queries.floor_money import Earnings
from storage.queries.floor_parts import ASSET_COLUMNS, ASSET_TABLES, asset_row, condition_from, grade_from
from storage.queries.floor_proposed import proposed_for
from storage.queries.floor_workshop import holders_of
from storage.queries.office_parts import id_or_number

_PAGE: Final = f"""
    SELECT {ASSET_COLUMNS}, g.name AS product, v.name AS variant,
        ARRAY(SELECT i.text FROM umlauf.asset_alias i WHERE i.asset_id = a.id ORDER BY i.text) AS aliases,
        coalesce((SELECT s.number FROM umlauf.shipment_line t JOIN umlauf.shipment s ON s.id = t.shipment_id
            WHERE t.asset_id = a.id AND s.status IN ('open', 'packed') LIMIT 1), '') AS shipment,
        coalesce((SELECT r.number FROM umlauf.return_line t JOIN umlauf.return_case r ON r.id = t.return_id
            WHERE t.asset_id = a.id AND t.received_at IS NULL AND a.status = 'due_back' AND r.withdrawn_on IS NULL
            ORDER BY r.announced_on DESC LIMIT 1), '') AS return_case
    FROM {ASSET_TABLES} WHERE a.id = %(id)s OR a.id = (
        SELECT f.id FROM (
            SELECT 1 AS n, b.id FROM umlauf.asset b WHERE b.code = %(number)s
            UNION ALL SELECT 2, b.id FROM umlauf.asset b WHERE b.serial = %(number)s
            UNION ALL SELECT 3, i.asset_id FROM umlauf.asset_alias i WHERE i.text = %(number)s
        ) f ORDER BY f.n LIMIT 1)"""  # noqa: S608 - constants only
_EVENTS: Final = """
    SELECT e.seq, e.kind, e.effective_at, e.facts, w.name AS person, l.name AS place, r.reason, r.id AS work,
        trim(d.given_name || ' ' || CASE WHEN d.family_name = '' THEN d.company ELSE d.family_name END) AS recipient,
        (SELECT n.code FROM umlauf.shipment_line m JOIN umlauf.shipment x ON x.id = m.shipment_id
            JOIN umlauf.asset n ON n.id = m.asset_id
            LEFT JOIN umlauf.return_case c ON c.id = m.answers_return_id
            WHERE m.replaces_asset_id = e.asset_id AND m.asset_id <> e.asset_id AND x.dispatched_at IS NOT NULL
                AND c.number IS NOT DISTINCT FROM e.facts ->> 'return' AND e.kind IN ('taken_back', 'lost', 'stolen')
            LIMIT 1) AS replaced_by
    FROM umlauf.asset_event e
    LEFT JOIN umlauf.person w ON w.id = e.actor_id
    LEFT JOIN umlauf.place l ON l.id = (e.facts ->> 'place')::uuid
    LEFT JOIN umlauf.refurbishment r ON r.finished_by = e.command_id AND r.asset_id = e.asset_id
        AND e.kind IN ('repair_passed', 'retired')
    LEFT JOIN umlauf.shipment s ON s.number = e.facts ->> 'shipment' AND e.kind IN ('shipped', 'sold', 'handed_over')
    LEFT JOIN LATERAL (SELECT * FROM umlauf.shipment_address b WHERE b.shipment_id = s.id OFFSET 0) d ON true
    WHERE e.asset_id = %(asset)s ORDER BY e.effective_at DESC, e.seq DESC"""
_WITH_CUSTOMER: Final = frozenset(
    {Kind.SHIPPED, Kind.HANDED_OVER, Kind.RETURN_ANNOUNCED, Kind.RETURN_WITHDRAWN, Kind.TAKEN_BACK}
)


class Things:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._earnings = Earnings(database)

    def page(self, ref: str) -> AssetPage:
        """Raises UnknownAsset."""
        row = self._database.read_one(_PAGE, **id_or_number(ref))
        if row is None:
            raise UnknownAsset(asset=ref)
        head = asset_row(row)
        holders = holders_of(self._database, head.id)
        return AssetPage(
            head,
            row["variant"],
            row["product"],
            holders,
            tuple(row["aliases"]),
            row["shipment"],
            row["return_case"],
            self._earnings.of(head.id),
            proposed_for(self._database, head.variant_id, head.code) if head.status is Status.IN_STOCK else (),
        )

    def sheet(self, asset_id: AssetId, as_of: date) -> PassportSheet:
        """Raises UnknownAsset."""
        page = self.page(str(asset_id))
        row, holder, money = page.row, page.holder, page.money
        return PassportSheet(
            code=row.code,
            title=page.product,
            variant=page.variant,
            serial=row.serial or None,
            status=row.status,
            readiness=row.readiness,
            condition=row.condition,
            grade=row.grade,
            place=row.place or None,
            holder=" · ".join(part for part in (holder.customer, holder.city, holder.contract) if part)
            if holder
            else None,
            as_of=as_of,
            events=self._events(asset_id, page.holders),
            revenue=money.revenue if money else None,
            repair_cost=money.repair_cost if money else None,
            days_rented=days_rented(page.holders, as_of),
        )

    def _events(self, asset_id: AssetId, holders: tuple[HolderRow, ...]) -> tuple[PassportEvent, ...]:
        rows = self._database.read(_EVENTS, asset=asset_id)
        costs = self._costs(rows) if self._earnings.may_read() else {}
        return tuple(_event(row, holders, costs.get(row["work"])) for row in rows)

    def _costs(self, rows: list[Row]) -> dict[object, Money]:
        """By refurbishment."""
        found = self._database.read(
            "SELECT refurbishment_id, labour_minor + parts_minor AS cost FROM umlauf.refurbishment_cost"
            " WHERE refurbishment_id = ANY(%(ids)s)",
            ids=[row["work"] for row in rows if row["work"]],
        )
        return {row["refurbishment_id"]: Money(row["cost"], EUR) for row in found}


def _event(row: Row, holders: tuple[HolderRow, ...], cost: Money | None) -> PassportEvent:
    facts, kind, at = row["facts"], Kind(row["kind"]), row["effective_at"]
    holder = next(
        (each for each in holders if each.since <= at and (each.until is None or at <= each.until)),
        None,
    )
    known = holder if kind in _WITH_CUSTOMER else None
    return PassportEvent(
        seq=row["seq"],
        kind=kind,
        at=at,
        person=row["person"],
        place=row["place"],
        customer=known.customer if known else row["recipient"] or None,
        contract=known.contract if known else None,
        reference=facts.get("shipment") or facts.get("return") or facts.get("offer"),
        condition=condition_from(facts.get("condition")),
        grade=grade_from(facts.get("grade")),
        minutes=facts.get("minutes"),
        cost=cost,
        reason=row["reason"] or None,
        claimed=Kind(facts["claimed"]) if facts.get("claimed") else None,
        undoes=facts.get("seq") if kind is Kind.UNDONE else None,
        replaces=facts.get("replaces"),
        replaced_by=row["replaced_by"],
        purpose=Purpose(facts["purpose"]) if facts.get("purpose") else None,
    )
