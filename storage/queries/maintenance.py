"""Maintenance for screens: what is due, and what is known of one thing. The rule of what is due is the domain's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.assets.status import GONE, OUT, Status
from domain.ids import AssetId, ContractId, ProductId
from domain.maintenance.book import CareDoneId, Visit
from domain.maintenance.meters import Meter
from domain.maintenance.plan import Due, DueState, ProductCare, Standing, due_of
from domain.views.maintenance import DoneRow, DueFilter, DueRow, ReadingRow, ThingCare
from domain.views.office_rows import Found
from storage.database import Database, Row
from storage.queries.floor_money import Earnings
from storage.queries.floor_parts import TITLE
from storage.queries.inspections import inspections_of
from storage.queries.office_parts import like
from storage.repositories.base import plain_array
from storage.repositories.maintenance import STANDING_COLUMNS, STANDING_TABLES, care_of, reading_from, standing_from

LIMIT: Final = 200
QUARTER: Final = timedelta(days=90)
_GONE: Final = ", ".join(f"'{status}'" for status in sorted(GONE))
_NEAR: Final = f"""
    SELECT {STANDING_COLUMNS} FROM {STANDING_TABLES} WHERE NOT p.is_closed AND a.status NOT IN ({_GONE})
    AND (p.meter IS NOT NULL OR coalesce(d.done_on, b.got_on) + make_interval(months => p.months)
        <= %(day)s::date + greatest(p.ask_days, %(ahead)s))"""  # noqa: S608 - constants only
"""Plans by the months alone are left out while nothing comes near; of a meter only the domain can tell."""
_WORDS: Final = f"""
    AND (concat_ws(' ', a.code, a.serial, p.title, (SELECT {TITLE} FROM umlauf.product g WHERE g.id = v.product_id))
        ILIKE %(like)s OR a.id IN (SELECT h.asset_id FROM umlauf.asset_holder h WHERE upper_inf(h.during)
            AND concat_ws(' ', h.customer_name, h.contract_number) ILIKE %(like)s))"""  # noqa: S608 - constants only
_OF_ONE: Final = (
    f"SELECT {STANDING_COLUMNS} FROM {STANDING_TABLES} WHERE a.id = %(id)s AND NOT p.is_closed ORDER BY p.position"  # noqa: S608 - constants only
)
_THINGS: Final = f"""
    SELECT a.id, a.code, a.status, {TITLE} AS title, coalesce(l.name, '') AS place, h.contract_id,
        coalesce(h.customer_name, '') AS customer, coalesce(h.contract_number, '') AS contract
    FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product g ON g.id = v.product_id
    LEFT JOIN umlauf.place l ON l.id = a.place_id
    LEFT JOIN LATERAL (
        SELECT d.contract_id, d.customer_name, d.contract_number FROM umlauf.asset_holder d
        WHERE d.asset_id = a.id AND upper_inf(d.during) LIMIT 1
    ) h ON true WHERE a.id = ANY(%(ids)s::uuid[])"""  # noqa: S608 - constants only
_ASKED: Final = (
    "SELECT DISTINCT ON (asset_id, plan_id) asset_id, plan_id, visit, on_day, asked_on FROM umlauf.care_asked"
    " WHERE asset_id = ANY(%(ids)s::uuid[]) ORDER BY asset_id, plan_id, asked_at DESC"
)
_METERS: Final = (
    "SELECT c.meters FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id"
    " JOIN umlauf.product_care c ON c.product_id = v.product_id WHERE a.id = %(id)s"
)
_READINGS: Final = """
    SELECT r.*, w.name AS person FROM (
        SELECT x.*, row_number() OVER (PARTITION BY x.meter ORDER BY x.n DESC) AS back FROM umlauf.meter_reading x
        WHERE x.asset_id = %(id)s
    ) r JOIN umlauf.person w ON w.id = r.actor_id WHERE r.back <= 24 ORDER BY r.meter, r.n DESC"""
_DONE: Final = (
    "SELECT d.id, p.title, d.done_on, d.passed, d.note, w.name AS person, coalesce(u.reason, '') AS undone"
    " FROM umlauf.care_done d JOIN umlauf.care_plan p ON p.id = d.plan_id JOIN umlauf.person w ON w.id = d.actor_id"
    " LEFT JOIN umlauf.care_undone u ON u.done_id = d.id"
    " WHERE d.asset_id = %(id)s ORDER BY d.done_on DESC, d.id DESC LIMIT 50"
)


def near(database: Database, day: date) -> list[Standing]:
    """What may be due within the days in which people are told; more than that, never less."""
    return [standing_from(row) for row in database.read(_NEAR, day=day, ahead=0)]


@dataclass(frozen=True, slots=True)
class _Asked:
    visit: Visit
    on: date
    asked_on: date


class CareShelf:
    """`CareShelf(database)`; on the thread of its database. `day`: today."""

    def __init__(self, database: Database) -> None:
        self._database, self._earnings = database, Earnings(database)

    def list(self, words: str, choice: DueFilter, day: date) -> Found[DueRow]:
        ahead = {DueFilter.QUARTER: QUARTER.days, DueFilter.ALL: 36_500}.get(choice, 0)
        rows = self._database.read(
            f"{_NEAR} {_WORDS if words else ''} ORDER BY a.id, p.position",
            day=day,
            ahead=ahead,
            like=like(words) if words else "",
        )
        due = ((standing, due_of(standing, day)) for standing in map(standing_from, rows))
        wanted = [(standing, one) for standing, one in due if _is_wanted(one, choice, day)]
        found = self._shown(wanted)
        chosen = [row for row in found if _is_there(row, choice)]
        return Found(tuple(chosen[:LIMIT]), len(chosen) > LIMIT)

    def of_asset(self, asset_id: AssetId, day: date) -> ThingCare:
        standings = [standing_from(row) for row in self._database.read(_OF_ONE, id=asset_id)]
        readings = self._database.read(_READINGS, id=asset_id)
        done = self._database.read(_DONE, id=asset_id)
        return ThingCare(
            tuple(self.meters_of(asset_id)),
            tuple(ReadingRow(reading_from(row), row["person"]) for row in readings),
            tuple(self._shown([(each, due_of(each, day)) for each in standings])),
            tuple(_done(row) for row in done),
            inspections_of(self._database, asset_id),
        )

    def of_product(self, product_id: ProductId) -> ProductCare:
        return care_of(self._database.read, product_id)

    def meters_of(self, asset_id: AssetId) -> Sequence[Meter]:
        row = self._database.read_one(_METERS, id=asset_id)
        return () if row is None else tuple(Meter(each) for each in row["meters"])

    def _shown(self, found: Sequence[tuple[Standing, Due]]) -> Sequence[DueRow]:
        """The most urgent first."""
        ids = plain_array({standing.asset_id for standing, _ in found})
        things = {row["id"]: row for row in self._database.read(_THINGS, ids=ids)}
        asked = {
            (row["asset_id"], row["plan_id"]): _Asked(Visit(row["visit"]), row["on_day"], row["asked_on"])
            for row in self._database.read(_ASKED, ids=ids)
        }
        may_ask = self._earnings.may_read()
        rows = [
            _row(things[standing.asset_id], standing, due, asked.get((standing.asset_id, standing.plan.id)), may_ask)
            for standing, due in found
        ]
        return sorted(rows, key=lambda row: (row.due.on or date.max, row.asset_code, row.plan.title))


def _row(thing: Row, standing: Standing, due: Due, asked: _Asked | None, may_ask: bool) -> DueRow:
    is_out = Status(thing["status"]) in OUT
    holds = is_out and asked is not None and asked.asked_on >= standing.since
    contract = thing["contract_id"]
    return DueRow(
        AssetId(thing["id"]),
        thing["code"],
        thing["title"],
        standing.plan,
        due,
        standing.since,
        is_out,
        thing["customer"],
        thing["contract"],
        None if contract is None or not may_ask else ContractId(contract),
        thing["place"],
        asked.visit if holds and asked is not None else None,
        asked.on if holds and asked is not None else None,
    )


def _done(row: Row) -> DoneRow:
    known = (row["title"], row["done_on"], row["passed"], row["note"], row["person"])
    return DoneRow(CareDoneId(row["id"]), *known, row["undone"])


def _is_wanted(due: Due, choice: DueFilter, day: date) -> bool:
    if choice is DueFilter.ALL:
        return True
    if choice is DueFilter.QUARTER:
        return due.state is not DueState.LATER or (due.on is not None and due.on <= day + QUARTER)
    return due.state is DueState.OVERDUE or (choice is not DueFilter.OVERDUE and due.state is DueState.SOON)


def _is_there(row: DueRow, choice: DueFilter) -> bool:
    return row.is_out if choice is DueFilter.OUT else not (choice is DueFilter.IN_HOUSE and row.is_out)
