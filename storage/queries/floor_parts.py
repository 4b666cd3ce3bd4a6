"""What the floor's questions share: which store, how a thing is called, how a row becomes a thing."""

from typing import Final

from domain.assets.status import Condition, Grade, Readiness, Status
from domain.ids import AssetId, VariantId
from domain.views.floor_rows import AssetRow
from storage.database import Row

STORE: Final = "(SELECT w.store_id FROM umlauf.principal w WHERE w.login = session_user)"
"""The store this login stands in."""

TITLE: Final = "g.name || CASE v.name WHEN '' THEN '' ELSE ' · ' || v.name END"
"""The name people see; `g` is the product, `v` the variant."""

IS_FREE: Final = f"f.status = 'in_stock' AND f.readiness = 'ready' AND f.store_id = {STORE}"
"""The asset `f` can be promised now."""

ASSET_COLUMNS: Final = f"""a.id AS asset_id, a.code, coalesce(a.serial, '') AS serial, a.variant_id, {TITLE} AS title,
    a.status AS asset_status, a.readiness, a.condition, a.grade, coalesce(l.name, '') AS place"""
ASSET_TABLES: Final = """umlauf.asset a
    JOIN umlauf.variant v ON v.id = a.variant_id
    JOIN umlauf.product g ON g.id = v.product_id
    LEFT JOIN umlauf.place l ON l.id = a.place_id"""


def asset_row(row: Row) -> AssetRow:
    """From ASSET_COLUMNS."""
    return AssetRow(
        AssetId(row["asset_id"]),
        row["code"],
        row["serial"],
        VariantId(row["variant_id"]),
        row["title"],
        Status(row["asset_status"]),
        Readiness(row["readiness"]),
        Condition(row["condition"]),
        grade_from(row["grade"]),
        row["place"],
    )


def grade_from(stored: str | None) -> Grade | None:
    return Grade(stored) if stored else None


def condition_from(stored: str | None) -> Condition | None:
    return Condition(stored) if stored else None
