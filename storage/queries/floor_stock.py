"""Goods on shelves: what can be received, where it can lie, what came in, and its labels."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from domain.assets.label_sheet import Label
from domain.assets.model import UnknownAsset
from domain.catalog.model import ProductKind, UnknownVariant
from domain.ids import AssetId, PlaceId, VariantId
from domain.views.floor_rows import FloorVariant, PlaceRow, ReceiptRow
from domain.views.office_rows import Found
from storage.database import Database, Row
from storage.queries.floor_parts import IS_FREE, STORE, TITLE
from storage.queries.labels import THINGS, thing_label
from storage.queries.office_parts import found, words_in

_VARIANTS: Final = f"""
    SELECT v.id, v.sku, {TITLE} AS title, g.kind, coalesce(v.gtin, '') AS gtin,
        (SELECT count(*) FROM umlauf.asset f WHERE f.variant_id = v.id AND {IS_FREE})::int AS free
    FROM umlauf.variant v JOIN umlauf.product g ON g.id = v.product_id"""  # noqa: S608 - constants only
_PLACES: Final = f"""
    WITH RECURSIVE shut AS (
        SELECT p.id FROM umlauf.place p WHERE p.state <> 'open' AND p.store_id = {STORE}
        UNION SELECT p.id FROM umlauf.place p JOIN shut s ON p.parent_id = s.id
    )
    SELECT l.id, l.code, l.name FROM umlauf.place l
    WHERE l.store_id = {STORE} AND l.id NOT IN (SELECT id FROM shut) ORDER BY l.name, l.code"""  # noqa: S608 - constants only
_RECEIPTS: Final = f"""
    SELECT e.command_id, e.effective_at, w.name AS person, a.variant_id, {TITLE} AS title,
        coalesce(l.name, '') AS place, a.id, a.code, a.status, a.effective_seq
    FROM umlauf.asset a
    JOIN umlauf.asset_event e ON e.asset_id = a.id AND e.seq = 1 AND e.kind = 'received'
    JOIN umlauf.person w ON w.id = e.actor_id
    JOIN umlauf.variant v ON v.id = a.variant_id
    JOIN umlauf.product g ON g.id = v.product_id
    LEFT JOIN umlauf.place l ON l.id = e.place_id
    WHERE a.id >= %(born)s AND a.store_id = {STORE} AND e.effective_at >= %(since)s
    ORDER BY e.effective_at DESC, e.command_id DESC, a.code"""  # noqa: S608 - constants only


class Stock:
    def __init__(self, database: Database) -> None:
        self._database = database

    def variants(self, text: str, limit: int) -> Found[FloorVariant]:
        condition, values = words_in("g.name || ' ' || v.name || ' ' || v.sku || ' ' || coalesce(v.gtin, '')", text)
        rows = self._database.read(
            f"{_VARIANTS} WHERE g.kind <> 'service' AND {condition}"
            " AND NOT EXISTS (SELECT FROM umlauf.bundle_item b WHERE b.bundle_id = v.id)"
            " ORDER BY g.name, v.name, v.sku LIMIT %(limit)s",
            limit=limit + 1,
            **values,
        )
        return found(rows, limit, _variant)

    def variant(self, variant_id: VariantId) -> FloorVariant:
        """Raises UnknownVariant."""
        row = self._database.read_one(f"{_VARIANTS} WHERE v.id = %(id)s", id=variant_id)
        if row is None:
            raise UnknownVariant(variant=variant_id)
        return _variant(row)

    def places(self) -> tuple[PlaceRow, ...]:
        rows = self._database.read(_PLACES)
        return tuple(PlaceRow(PlaceId(row["id"]), row["code"], row["name"]) for row in rows)

    def receipts(self, since: datetime, limit: int) -> tuple[ReceiptRow, ...]:
        """Assets carry the instant of their birth in their id, so the newest are read without a look at the others."""
        born = UUID(int=int(since.timestamp() * 1000) << 80)
        rows = self._database.read(_RECEIPTS, since=since, born=born)
        receipts = [_receipt(list(things)) for _, things in groupby(rows, key=lambda row: row["command_id"])]
        return tuple(receipts[:limit])

    def labels(self, asset_ids: Sequence[AssetId]) -> tuple[Label, ...]:
        """Raises UnknownAsset."""
        rows = {row["id"]: row for row in self._database.read(THINGS, ids=list(asset_ids))}
        for asset_id in asset_ids:
            if asset_id not in rows:
                raise UnknownAsset(asset=asset_id)
        return tuple(thing_label(rows[asset_id]) for asset_id in asset_ids)


def _variant(row: Row) -> FloorVariant:
    return FloorVariant(
        VariantId(row["id"]), row["sku"], row["title"], ProductKind(row["kind"]), row["gtin"], row["free"]
    )


def _receipt(things: list[Row]) -> ReceiptRow:
    first = things[0]
    return ReceiptRow(
        first["command_id"],
        first["effective_at"],
        first["person"],
        VariantId(first["variant_id"]),
        first["title"],
        first["place"],
        tuple(AssetId(row["id"]) for row in things),
        tuple(row["code"] for row in things),
        is_undone=all(row["status"] == "new" for row in things),
        can_undo=all((row["status"], row["effective_seq"]) == ("in_stock", 1) for row in things),
    )
