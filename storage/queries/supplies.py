"""Counted goods: what lies where, what moved, and what running contracts will need."""

from collections import Counter, defaultdict
from datetime import date
from typing import Final
from uuid import UUID

from domain.deliveries.schedule import Parcel, deliveries, is_delivered, is_over
from domain.ids import ContractId, PlaceId, VariantId
from domain.supplies.model import MovementKind
from domain.views.supplies import ComingSupplies, SupplyMoved, SupplyNeed, SupplyRow
from storage.database import Database, Row
from storage.queries.floor_parts import STORE, TITLE
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.deliveries import parcel_from

CONTRACTS_AT_ONCE: Final = 200
_SHELVES: Final = f"""
    SELECT v.id, v.sku, {TITLE} AS title, coalesce(v.gtin, '') AS gtin, s.place_id, coalesce(l.name, '') AS place,
        coalesce(s.on_hand, 0) AS on_hand, s.moved_at
    FROM umlauf.variant v JOIN umlauf.product g ON g.id = v.product_id
    LEFT JOIN umlauf.supply_on_hand s ON s.variant_id = v.id AND s.store_id = {STORE}
    LEFT JOIN umlauf.place l ON l.id = s.place_id
    WHERE g.kind = 'consumable' ORDER BY g.name, v.name, l.name, v.sku"""  # noqa: S608 - constants only
_MOVES: Final = f"""
    SELECT m.moved_at, m.kind, m.quantity, m.on_hand, m.reason, l.name AS place, w.name AS who,
        coalesce(s.number, '') AS about
    FROM umlauf.supply_movement m JOIN umlauf.place l ON l.id = m.place_id
    LEFT JOIN umlauf.person w ON w.id = m.moved_by LEFT JOIN umlauf.shipment s ON s.id = m.shipment_id
    WHERE m.variant_id = %(variant)s AND m.store_id = {STORE}
    ORDER BY m.recorded_at DESC, m.n DESC LIMIT %(limit)s"""  # noqa: S608 - constants only
_NEEDS: Final = f"""
    SELECT v.id, v.sku, {TITLE} AS title,
        (SELECT sum(s.on_hand)::int FROM umlauf.supply_on_hand s WHERE s.variant_id = v.id AND s.store_id = {STORE})
            AS on_hand,
        coalesce((SELECT sum(l.quantity - least(l.done, l.quantity)) FROM umlauf.shipment_line l
            JOIN umlauf.shipment k ON k.id = l.shipment_id AND k.status = 'open' AND k.store_id = {STORE}
            WHERE l.variant_id = v.id AND NOT l.is_tracked), 0)::int AS to_pick
    FROM umlauf.variant v JOIN umlauf.product g ON g.id = v.product_id
    WHERE g.kind = 'consumable' ORDER BY g.name, v.name, v.sku"""  # noqa: S608 - constants only
_DELIVERING: Final = f"""
    SELECT k.* FROM umlauf.contract k JOIN umlauf.customer_order o ON o.id = k.order_id AND o.store_id = {STORE}
    WHERE k.start_on IS NOT NULL AND k.status NOT IN ('draft', 'withdrawn') AND k.id > %(after)s AND EXISTS (
        SELECT FROM umlauf.contract_line l JOIN umlauf.variant v ON v.id = l.variant_id
        JOIN umlauf.product g ON g.id = v.product_id WHERE l.contract_id = k.id AND g.kind = 'consumable')
    ORDER BY k.id LIMIT %(limit)s"""  # noqa: S608 - constants only
_PARCELS: Final = """
    SELECT s.contract_id, s.id, s.number, s.status, l.contract_line_id, l.quantity, l.done, d.first_day, d.past
    FROM umlauf.shipment s JOIN umlauf.shipment_line l ON l.shipment_id = s.id AND NOT l.is_tracked
    LEFT JOIN umlauf.delivery d ON d.shipment_id = s.id AND d.contract_line_id = l.contract_line_id
    WHERE s.contract_id = ANY(%(ids)s) AND s.status <> 'cancelled' AND s.cause IN ('order', 'supply')"""
_COUNTED: Final = """
    SELECT v.id FROM umlauf.variant v JOIN umlauf.product g ON g.id = v.product_id WHERE g.kind = 'consumable'"""


class SupplyShelfRows:
    """For every seat that sees the floor."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def shelves(self) -> tuple[SupplyRow, ...]:
        return tuple(_shelf(row) for row in self._database.read(_SHELVES))

    def movements(self, variant_id: VariantId, limit: int) -> tuple[SupplyMoved, ...]:
        return tuple(_moved(row) for row in self._database.read(_MOVES, variant=variant_id, limit=limit))


def supply_needs(database: Database) -> tuple[SupplyNeed, ...]:
    return tuple(
        SupplyNeed(VariantId(row["id"]), row["sku"], row["title"], row["on_hand"], row["to_pick"])
        for row in database.read(_NEEDS)
    )


def coming_supplies(database: Database, today: date, until: date, after: ContractId | None) -> ComingSupplies:
    """Some contracts at a time, so that the same connection still answers other pages."""
    rows = database.read(_DELIVERING, after=after or UUID(int=0), limit=CONTRACTS_AT_ONCE)
    ids = [row["id"] for row in rows]
    parcels: dict[UUID, list[Parcel]] = defaultdict(list)
    for row in database.read(_PARCELS, ids=ids) if ids else []:
        parcels[row["contract_id"]].append(parcel_from(row))
    counted = {row["id"] for row in database.read(_COUNTED)} if ids else set()
    found: Counter[VariantId] = Counter()
    for contract in contracts_from(rows, database.read(CONTRACT_LINES, ids=ids)) if ids else []:
        variants = {line.id: line.variant_id for line in contract.lines if is_delivered(line)}
        for each in deliveries(contract, parcels[contract.id], until):
            variant_id, slot = variants[each.slot.line_id], each.slot
            is_open = each.parcel is None and not slot.is_skipped and not is_over(contract, slot, today)
            if is_open and variant_id is not None and variant_id in counted:
                found[variant_id] += slot.quantity
    return ComingSupplies(dict(found), ContractId(ids[-1]) if len(ids) == CONTRACTS_AT_ONCE else None)


def _shelf(row: Row) -> SupplyRow:
    place_id = None if row["place_id"] is None else PlaceId(row["place_id"])
    return SupplyRow(
        VariantId(row["id"]), row["sku"], row["title"], row["gtin"], place_id, row["place"], row["on_hand"],
        row["moved_at"],
    )  # fmt: skip


def _moved(row: Row) -> SupplyMoved:
    return SupplyMoved(
        row["moved_at"], MovementKind(row["kind"]), row["quantity"], row["on_hand"], row["place"],
        row["who"] or "", row["about"], row["reason"],
    )  # fmt: skip
