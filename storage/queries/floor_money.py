"""What a thing earned and cost, for roles that may read money."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final
from uuid import UUID

from domain.clock import legal_day
from domain.contracts.about import ChargeCause
from domain.ids import AssetId
from domain.money import EUR, Currency, Money
from domain.views.floor_rows import AssetCharge, AssetMoney
from storage.database import Database, Row
from storage.queries.office_parts import born_at

_MAY_READ: Final = """
    SELECT bool_and(has_table_privilege(t, 'SELECT')) AS may
    FROM unnest(ARRAY['umlauf.invoice', 'umlauf.invoice_line', 'umlauf.refurbishment_cost', 'umlauf.asset_cost',
        'umlauf.repair_money']) t"""
_HELD: Final = """
    WITH mine AS (
        SELECT contract_line_id FROM umlauf.assignment WHERE asset_id = %(asset)s
        UNION SELECT contract_line_id FROM umlauf.shipment_line WHERE asset_id = %(asset)s AND treatment = 'sale'
    )
    SELECT g.contract_line_id AS line, g.asset_id, lower(g.during) AS since
    FROM umlauf.assignment g JOIN mine USING (contract_line_id)
    UNION ALL
    SELECT s.contract_line_id, s.asset_id, h.dispatched_at
    FROM umlauf.shipment_line s JOIN umlauf.shipment h ON h.id = s.shipment_id JOIN mine USING (contract_line_id)
    WHERE s.treatment = 'sale' AND s.asset_id IS NOT NULL AND h.dispatched_at IS NOT NULL
    ORDER BY since, asset_id"""
PIECES: Final = """
    SELECT contract_line_id AS line, count(*)::int AS pieces FROM umlauf.shipment_line
    WHERE contract_line_id = ANY(%(lines)s) AND is_tracked AND replaces_asset_id IS NULL GROUP BY contract_line_id"""
"""What goes out again, in another one's place or as a loan is no further piece of its line."""
_BILLED: Final = """
    SELECT l.contract_line_id AS line, lower(l.period) AS first_day, i.currency,
        CASE i.kind WHEN 'credit_note' THEN -l.net_minor ELSE l.net_minor END AS net
    FROM umlauf.invoice_line l JOIN umlauf.invoice i ON i.id = l.invoice_id
    WHERE l.contract_line_id = ANY(%(lines)s)"""
_COSTS: Final = """
    SELECT coalesce((SELECT sum(c.labour_minor + c.parts_minor) FROM umlauf.refurbishment r
            JOIN umlauf.refurbishment_cost c ON c.refurbishment_id = r.id WHERE r.asset_id = %(asset)s), 0)::bigint
            + coalesce((SELECT sum(m.amount_minor) FROM umlauf.repair_money m
            WHERE m.asset_id = %(asset)s AND m.kind <> 'supplier_credit'), 0)::bigint AS repair,
        (SELECT acquired_minor - coalesce((SELECT sum(m.amount_minor) FROM umlauf.repair_money m
            WHERE m.asset_id = %(asset)s AND m.kind = 'supplier_credit'), 0)::bigint
            FROM umlauf.asset_cost WHERE asset_id = %(asset)s) AS acquired"""
"""What others ask for repairs costs like our own work; what a supplier gives back makes the thing cheaper."""

_CHARGES: Final = """
    SELECT l.id, l.title, l.about, l.start_on, k.number AS contract, k.terms ->> 'currency' AS currency,
        v.price_minor * v.quantity AS amount, coalesce(b.net, 0)::bigint AS billed
    FROM umlauf.contract_line l
    JOIN umlauf.contract k ON k.id = l.contract_id
    JOIN umlauf.contract_line_version v ON v.line_id = l.id AND v.n = 0
    LEFT JOIN LATERAL (
        SELECT sum(CASE i.kind WHEN 'credit_note' THEN -x.net_minor ELSE x.net_minor END) AS net
        FROM umlauf.invoice_line x JOIN umlauf.invoice i ON i.id = x.invoice_id WHERE x.contract_line_id = l.id
    ) b ON true
    WHERE l.about_asset_id = %(asset)s AND (l.end_on IS NULL OR l.end_on > l.start_on)
    ORDER BY l.start_on DESC, l.id DESC"""


@dataclass(frozen=True, slots=True)
class Held:
    """From the day `since` on, `asset_id` served a contract line."""

    asset_id: AssetId
    since: date


def share_of(asset_id: AssetId, net: int, first_day: date, held: Sequence[Held], pieces: int) -> int:
    """What of a billed amount (minor units) this asset earned.

    A line is served by `pieces` things at once (more than one for a bundle or a quantity). The amount is that of the
    `pieces` things handed out last on or before the first day it is for; the earliest ones when it begins before all.
    Cents that do not divide go to the things handed out first. `held` in the order of handing out.
    """
    before = [each.asset_id for each in held if each.since <= first_day]
    serving = before[-pieces:] or [each.asset_id for each in held[:pieces]]
    if asset_id not in serving:
        return 0
    whole, rest = divmod(abs(net), pieces)
    share = whole + (1 if serving.index(asset_id) < rest else 0)
    return share if net >= 0 else -share


class Earnings:
    """`of(asset_id)` is None where the login may not read money."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._may: bool | None = None

    def may_read(self) -> bool:
        if self._may is None:
            row = self._database.read_one(_MAY_READ)
            self._may = bool(row and row["may"])
        return self._may

    def of(self, asset_id: AssetId) -> AssetMoney | None:
        """Revenue is net; what was billed in another currency than the house's is not counted."""
        if not self.may_read():
            return None
        held: dict[UUID, list[Held]] = defaultdict(list)
        for row in self._database.read(_HELD, asset=asset_id):
            held[row["line"]].append(Held(AssetId(row["asset_id"]), legal_day(row["since"])))
        lines = list(held)
        pieces = {row["line"]: row["pieces"] for row in self._database.read(PIECES, lines=lines)}
        revenue = sum(
            share_of(asset_id, row["net"], row["first_day"], held[row["line"]], pieces.get(row["line"], 1))
            for row in self._database.read(_BILLED, lines=lines)
            if row["currency"] == EUR
        )
        costs: Row = self._database.read_one(_COSTS, asset=asset_id) or {"repair": 0, "acquired": None}
        acquired = None if costs["acquired"] is None else Money(costs["acquired"], EUR)
        charges = tuple(_charge(row) for row in self._database.read(_CHARGES, asset=asset_id))
        return AssetMoney(Money(revenue, EUR), Money(costs["repair"], EUR), acquired, charges)


def _charge(row: Row) -> AssetCharge:
    """At the instant of its entry; for an id that tells none, at noon of its day."""
    currency, about = Currency(row["currency"]), row["about"]
    at = born_at(row["id"]) if row["id"].version == 7 else datetime.combine(row["start_on"], time(12), UTC)
    return AssetCharge(
        at,
        row["title"],
        ChargeCause(about["cause"]),
        about["message"],
        row["contract"],
        Money(int(row["amount"]), currency),
        Money(row["billed"], currency),
    )
