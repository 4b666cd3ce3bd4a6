"""Which ready things the lines of a parcel are proposed, each line another one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from domain.assets.status import Grade
from domain.availability.propose import Candidate, Proposal, proposal
from domain.clock import legal_day
from domain.ids import AssetId, VariantId
from domain.maintenance.plan import DueState, due_of
from storage.database import Database, Row
from storage.queries.floor_parts import IS_FREE, STORE
from storage.repositories.base import plain_array
from storage.repositories.maintenance import STANDING_COLUMNS, STANDING_TABLES, standing_from

_MOST: Final = 200
_CANDIDATES: Final = f"""
    SELECT w.id AS variant_id, f.id, f.code, f.grade, coalesce(t.name, '') AS place, e.at,
        (now() AT TIME ZONE 'Europe/Berlin')::date AS today
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


_WAITING: Final = f"""
    SELECT s.number, coalesce(min(r.code), '') AS own FROM umlauf.shipment_line l
    JOIN umlauf.shipment s ON s.id = l.shipment_id LEFT JOIN umlauf.asset r ON r.id = l.replaces_asset_id
    WHERE l.variant_id = %(variant)s AND l.is_tracked AND l.asset_id IS NULL AND s.status = 'open'
        AND s.store_id = {STORE} GROUP BY s.id ORDER BY s.number LIMIT 5"""  # noqa: S608 - constants only
_STANDINGS: Final = (
    f"SELECT {STANDING_COLUMNS} FROM {STANDING_TABLES} WHERE a.id = ANY(%(ids)s::uuid[]) AND NOT p.is_closed"  # noqa: S608 - constants only
)


def proposals(database: Database, lines: Sequence[Row]) -> dict[object, Proposal]:
    """By the id of the line; a line that is served, or for which nothing is ready, is missing."""
    waiting = [line for line in lines if line["is_tracked"] and line["asset_id"] is None]
    if not waiting:
        return {}
    rows = database.read(_CANDIDATES, variants=plain_array({line["variant_id"] for line in waiting}), most=_MOST)
    if not rows:
        return {}
    today: date = rows[0]["today"]
    codes, care = {row["id"]: row["code"] for row in rows}, _care(database, [row["id"] for row in rows], today)
    left = [(row["variant_id"], _candidate(row, care)) for row in rows]
    found: dict[object, Proposal] = {}
    for line in waiting:
        fitting = [each for variant_id, each in left if variant_id == line["variant_id"]]
        if not fitting:
            continue
        own = codes.get(line["replaces_asset_id"], "")
        found[line["id"]] = proposal(fitting, today, own=own)
        left = [(variant_id, each) for variant_id, each in left if each is not found[line["id"]].best]
    return found


def proposed_for(database: Database, variant_id: VariantId, code: str) -> tuple[str, ...]:
    """The oldest open parcels for which this thing is the one to take; which one gets it, is decided at packing."""
    waiting = database.read(_WAITING, variant=variant_id)
    rows = database.read(_CANDIDATES, variants=plain_array([variant_id]), most=_MOST) if waiting else []
    if not rows:
        return ()
    care = _care(database, [row["id"] for row in rows], rows[0]["today"])
    fitting = [_candidate(row, care) for row in rows]
    owns: dict[str, str] = {row["number"]: row["own"] for row in waiting}
    best = {own: proposal(fitting, rows[0]["today"], own=own).best.code for own in set(owns.values())}
    return tuple(number for number, own in owns.items() if best[own] == code)


def _care(database: Database, asset_ids: Sequence[AssetId], today: date) -> dict[AssetId, date]:
    """By when each has to go to the workshop next, as far as it is known; what is overdue, today."""
    days: dict[AssetId, date] = {}
    for standing in map(standing_from, database.read(_STANDINGS, ids=plain_array(asset_ids))):
        due = due_of(standing, today)
        on = today if due.state is DueState.OVERDUE else due.on
        if on is not None:
            days[standing.asset_id] = min(on, days.get(standing.asset_id, on))
    return days


def _candidate(row: Row, care: Mapping[AssetId, date]) -> Candidate:
    grade = None if row["grade"] is None else Grade(row["grade"])
    return Candidate(row["code"], grade, legal_day(row["at"]), care.get(row["id"]), row["place"])
