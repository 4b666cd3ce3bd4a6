"""Meters, maintenance plans, what was done and who was asked: the SQL of it, read for commands and for screens."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from psycopg.types.json import Jsonb

from domain.clock import legal_day
from domain.ids import AssetId, ProductId
from domain.maintenance.book import CareAsked, CareDone, CareDoneId, UnknownMaintenance
from domain.maintenance.meters import Meter, Occasion, Reading
from domain.maintenance.plan import CareKind, CarePlan, CarePlanId, ProductCare, Standing
from storage.database import Row
from storage.repositories.base import Desk, plain_array

Read = Callable[..., list[Row]]
"""`rows` of a unit, or `read` of a database: a question and its values."""

_PRODUCT_OF: Final = (
    "SELECT v.product_id FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id WHERE a.id = %(id)s"
)
_PLANS: Final = "SELECT * FROM umlauf.care_plan WHERE product_id = %(id)s AND NOT is_closed ORDER BY position"
_LAST: Final = (
    "SELECT * FROM umlauf.meter_reading WHERE asset_id = %(id)s AND meter = %(meter)s ORDER BY n DESC LIMIT 1"
)
STANDING_COLUMNS: Final = """p.*, a.id AS asset_id, coalesce(d.done_on, b.got_on) AS since,
    coalesce(d.used, 0) AS used_then,
    m.n, m.value, m.used, m.read_at, m.occasion, m.reason, i.read_at AS first_at, i.used AS first_used"""
STANDING_TABLES: Final = """umlauf.care_plan p
    JOIN umlauf.variant v ON v.product_id = p.product_id JOIN umlauf.asset a ON a.variant_id = v.id
    LEFT JOIN LATERAL (
        SELECT e.done_on, e.used FROM umlauf.care_done e
        WHERE e.asset_id = a.id AND e.plan_id = p.id AND e.passed
            AND NOT EXISTS (SELECT FROM umlauf.care_undone u WHERE u.done_id = e.id)
        ORDER BY e.done_on DESC, e.id DESC LIMIT 1
    ) d ON true
    CROSS JOIN LATERAL (
        SELECT (e.effective_at AT TIME ZONE 'Europe/Berlin')::date AS got_on FROM umlauf.asset_event e
        WHERE e.asset_id = a.id AND e.seq = 1
    ) b
    LEFT JOIN LATERAL (
        SELECT r.* FROM umlauf.meter_reading r WHERE r.asset_id = a.id AND r.meter = p.meter ORDER BY r.n DESC LIMIT 1
    ) m ON true
    LEFT JOIN umlauf.meter_reading i ON i.asset_id = a.id AND i.meter = p.meter AND i.n = 1"""
"""One row a plan and thing (`a`): the day it counts from, and where its meter stands."""
_STANDINGS: Final = (
    f"SELECT {STANDING_COLUMNS} FROM {STANDING_TABLES} WHERE a.id = ANY(%(ids)s::uuid[]) AND NOT p.is_closed"  # noqa: S608 - constants only
    " ORDER BY a.id, p.position"
)
READ_BLOCKING: Final = (
    f"SELECT {STANDING_COLUMNS} FROM {STANDING_TABLES} WHERE a.id = %(id)s AND p.blocks AND NOT p.is_closed"  # noqa: S608 - constants only
    " ORDER BY p.position"
)
_DONE: Final = (
    "SELECT p.*, d.asset_id, d.done_on, d.used, d.passed, d.note FROM umlauf.care_done d"
    " JOIN umlauf.care_plan p ON p.id = d.plan_id WHERE d.id = %(id)s"
    " AND NOT EXISTS (SELECT FROM umlauf.care_undone u WHERE u.done_id = d.id)"
)
_ASKED: Final = (
    "SELECT FROM umlauf.care_asked WHERE asset_id = %(id)s AND plan_id = %(plan)s AND asked_on >= %(since)s"
    " AND on_day >= %(day)s LIMIT 1"
)


def plan_from(row: Row) -> CarePlan:
    return CarePlan(
        CarePlanId(row["id"]),
        CareKind(row["kind"]),
        row["title"],
        row["months"],
        None if row["meter"] is None else Meter(row["meter"]),
        row["every"],
        row["ask_days"],
        row["blocks"],
    )


def reading_from(row: Row) -> Reading:
    return Reading(
        AssetId(row["asset_id"]),
        Meter(row["meter"]),
        row["n"],
        row["value"],
        row["used"],
        row["read_at"],
        Occasion(row["occasion"]),
        row["reason"],
    )


def standing_from(row: Row) -> Standing:
    """From STANDING_COLUMNS."""
    last = None if row["n"] is None else reading_from(row)
    first_on = None if row["first_at"] is None else legal_day(row["first_at"])
    return Standing(
        AssetId(row["asset_id"]), plan_from(row), row["since"], row["used_then"], last, first_on, row["first_used"] or 0
    )


def care_of(read: Read, product_id: ProductId) -> ProductCare:
    found = read("SELECT version, meters FROM umlauf.product_care WHERE product_id = %(id)s", id=product_id)
    if not found:
        return ProductCare(product_id)
    plans = tuple(plan_from(row) for row in read(_PLANS, id=product_id))
    return ProductCare(product_id, found[0]["version"], tuple(Meter(each) for each in found[0]["meters"]), plans)


class CareFile:
    """`domain.maintenance.book.CareBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_product(self, product_id: ProductId) -> ProductCare:
        return care_of(self._desk.rows, product_id)

    def of_asset(self, asset_id: AssetId) -> ProductCare:
        return self.of_product(ProductId(self._desk.rows(_PRODUCT_OF, id=asset_id)[0]["product_id"]))

    def save(self, care: ProductCare) -> None:
        self._desk.write(
            "INSERT INTO umlauf.product_care (product_id, version, meters) VALUES (%(id)s, %(version)s, %(meters)s)"
            " ON CONFLICT (product_id) DO UPDATE SET version = excluded.version, meters = excluded.meters",
            id=care.product_id,
            version=care.version,
            meters=Jsonb(list(care.meters)),
        )
        self._desk.write(
            "UPDATE umlauf.care_plan SET is_closed = true WHERE product_id = %(id)s AND NOT id = ANY(%(kept)s::uuid[])",
            id=care.product_id,
            kept=plain_array(plan.id for plan in care.plans),
        )
        for position, plan in enumerate(care.plans):
            self._desk.write(
                "INSERT INTO umlauf.care_plan (id, product_id, position, kind, title, months, meter, every, ask_days,"
                " blocks) VALUES (%(id)s, %(product)s, %(position)s, %(kind)s, %(title)s, %(months)s, %(meter)s,"
                " %(every)s, %(ask)s, %(blocks)s) ON CONFLICT (id) DO UPDATE SET position = excluded.position,"
                " kind = excluded.kind, title = excluded.title, months = excluded.months, meter = excluded.meter,"
                " every = excluded.every, ask_days = excluded.ask_days, blocks = excluded.blocks, is_closed = false"
                " WHERE care_plan.product_id = excluded.product_id",
                id=plan.id,
                product=care.product_id,
                position=position,
                kind=plan.kind,
                title=plan.title.strip(),
                months=plan.months,
                meter=plan.meter,
                every=plan.every,
                ask=plan.ask_days,
                blocks=plan.blocks,
            )

    def last_reading(self, asset_id: AssetId, meter: Meter) -> Reading | None:
        found = self._desk.rows(_LAST, id=asset_id, meter=meter)
        return reading_from(found[0]) if found else None

    def add_reading(self, reading: Reading) -> None:
        """Of two at a time the second meets the key."""
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.meter_reading (asset_id, meter, n, value, used, read_at, occasion, reason, store_id,"
            " actor_id, command_id) VALUES (%(asset)s, %(meter)s, %(n)s, %(value)s, %(used)s, %(at)s, %(occasion)s,"
            " %(reason)s, %(store)s, %(actor)s, %(command)s)",
            asset=reading.asset_id,
            meter=reading.meter,
            n=reading.n,
            value=reading.value,
            used=reading.used,
            at=reading.read_at,
            occasion=reading.occasion,
            reason=reading.reason,
            store=context.store_id,
            actor=context.actor_id,
            command=context.command_id,
        )

    def standings(self, asset_ids: Sequence[AssetId]) -> list[Standing]:
        return [standing_from(row) for row in self._desk.rows(_STANDINGS, ids=plain_array(asset_ids))]

    def blocking(self, asset_id: AssetId) -> list[Standing]:
        return [standing_from(row) for row in self._desk.rows(READ_BLOCKING, id=asset_id)]

    def add_done(self, done: CareDone) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.care_done (id, asset_id, plan_id, done_on, used, passed, note, noted_at, actor_id,"
            " command_id) VALUES (%(id)s, %(asset)s, %(plan)s, %(on)s, %(used)s, %(passed)s, %(note)s, %(at)s,"
            " %(actor)s, %(command)s)",
            id=self._desk.new_id(),
            asset=done.asset_id,
            plan=done.plan.id,
            on=done.done_on,
            used=done.used,
            passed=done.passed,
            note=done.note,
            at=context.effective_at,
            actor=context.actor_id,
            command=context.command_id,
        )

    def done(self, done_id: CareDoneId) -> CareDone:
        """Raises UnknownMaintenance."""
        found = self._desk.rows(_DONE, id=done_id)
        if not found:
            raise UnknownMaintenance(done=done_id)
        row = found[0]
        asset_id, plan = AssetId(row["asset_id"]), plan_from(row)
        return CareDone(asset_id, plan, row["done_on"], row["used"], row["passed"], row["note"])

    def undo(self, done_id: CareDoneId, reason: str) -> None:
        """Of two at a time the second meets the key."""
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.care_undone (done_id, reason, undone_at, actor_id, command_id) VALUES (%(id)s,"
            " %(reason)s, %(at)s, %(actor)s, %(command)s)",
            id=done_id,
            reason=reason,
            at=context.effective_at,
            actor=context.actor_id,
            command=context.command_id,
        )

    def add_asked(self, asked: CareAsked) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.care_asked (id, asset_id, plan_id, contract_id, visit, on_day, asked_on, asked_at,"
            " actor_id, command_id) VALUES (%(id)s, %(asset)s, %(plan)s, %(contract)s, %(visit)s, %(on)s, %(today)s,"
            " %(at)s, %(actor)s, %(command)s)",
            id=self._desk.new_id(),
            asset=asked.asset_id,
            plan=asked.plan_id,
            contract=asked.contract_id,
            visit=asked.visit,
            on=asked.on,
            today=self._desk.today(),
            at=context.effective_at,
            actor=context.actor_id,
            command=context.command_id,
        )

    def is_asked(self, asset_id: AssetId, plan_id: CarePlanId, since: date, day: date) -> bool:
        return bool(self._desk.rows(_ASKED, id=asset_id, plan=plan_id, since=since, day=day))
