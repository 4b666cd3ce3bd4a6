"""Which ready things the lines of a parcel are proposed, each line another one."""

from collections.abc import Sequence
from typing import Final

from domain.assets.status import Grade
from domain.availability.propose import Candidate, proposed
from domain.clock import legal_day
from storage.database import Database, Row
from storage.queries.floor_parts import IS_FREE, STORE
from storage.repositories.base import plain_array

_MOST: Final = 200
_CANDIDATES: Final = f"""
    SELECT w.id AS variant_id, f.id, f.code, f.grade, coalesce(t.name, '') AS place, e.at
    FROM unnest(%(variants)s::uuid[]) AS w(id)
    CROSS JOIN LATERAL (
        SELECT f.id, f.code, f.grade, f.place_id FROM umlauf.asset f
        WHERE f.variant_id = w.id AND f.store_id = {STORE} AND {IS_FREE} ORDER BY f.id LIMIT %(most)s
    ) f
    CROSS JOIN LATERAL (
        SELECT max(v.effective_at) AS at FROM umlauf.asset_event v WHERE v.asset_id = f.id
            AND v.kind IN ('received', 'inspection_passed', 'repair_passed', 'released')
    ) e
    LEFT JOIN umlauf.place t ON t.id = f.place_id WHERE e.at IS NOT NULL"""  # noqa: S608 - constants only
"""The oldest of a kind; a thing lies there since it came in, was inspected, repaired or given free again."""


def proposals(database: Database, lines: Sequence[Row]) -> dict[object, Candidate]:
    """By the id of the line; a line that is served, or for which nothing is ready, is missing."""
    waiting = [line for line in lines if line["is_tracked"] and line["asset_id"] is None]
    if not waiting:
        return {}
    rows = database.read(_CANDIDATES, variants=plain_array({line["variant_id"] for line in waiting}), most=_MOST)
    codes = {row["id"]: row["code"] for row in rows}
    left = [(row["variant_id"], _candidate(row)) for row in rows]
    found: dict[object, Candidate] = {}
    for line in waiting:
        fitting = [each for variant_id, each in left if variant_id == line["variant_id"]]
        if not fitting:
            continue
        own = codes.get(line["replaces_asset_id"], "")
        best = proposed(fitting, max(each.in_stock_since for each in fitting), own=own)[0]
        found[line["id"]] = best
        left = [(variant_id, each) for variant_id, each in left if each is not best]
    return found


def _candidate(row: Row) -> Candidate:
    grade = None if row["grade"] is None else Grade(row["grade"])
    return Candidate(row["code"], grade, legal_day(row["at"]), place=row["place"])
