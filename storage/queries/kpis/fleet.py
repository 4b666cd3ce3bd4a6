"""What products and their things did and brought: days rented, income, repairs, and how long a return takes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from domain.clock import LEGAL_ZONE, legal_day, legal_midnight
from domain.ids import AssetId, ProductId
from domain.kpis.depreciation import Depreciation
from domain.money import EUR, Money
from domain.views.kpis import FleetRow, ThingRow
from storage.database import Database, Row
from storage.queries.floor_money import PIECES, Held, share_of
from storage.queries.kpis.books import GONE, Lost, bought, lost, rules

STATES: Final = """states AS (
        SELECT e.asset_id, e.status, e.effective_at AS since,
            lead(e.effective_at, 1, 'infinity') OVER (PARTITION BY e.asset_id ORDER BY e.seq) AS until
        FROM umlauf.asset_event e
    )"""
"""From each event of a thing to its next, in the order of arrival."""
_OURS: Final = "s.status NOT IN ('new', 'ordered', 'sold', 'lost', 'stolen', 'retired')"
_OUT: Final = "s.status IN ('rented', 'due_back')"
_TIME: Final = "least(s.until, %(end)s::timestamptz) - greatest(s.since, %(start)s::timestamptz)"
"""In the span, for states that were there in it and did not end before they began."""
_DAYS: Final = "round(extract(epoch FROM {}) / 86400)"
"""Times are added as times: turned into numbers one by one, it took half as long again."""
_FLEET: Final = f"""
    WITH {STATES}, days AS (
        SELECT s.asset_id, sum({_TIME}) FILTER (WHERE {_OURS}) AS owned, sum({_TIME}) FILTER (WHERE {_OUT}) AS rented
        FROM states s WHERE s.since < %(end)s AND s.until > %(start)s AND s.until > s.since GROUP BY s.asset_id
    ), fleet AS (
        SELECT v.product_id, count(*) AS things, {_DAYS.format("sum(d.owned)")}::bigint AS owned_days,
            {_DAYS.format("coalesce(sum(d.rented), '0')")}::bigint AS rented_days,
            sum(coalesce(c.acquired_minor, k.cost_minor, 0)) AS acquired
        FROM days d JOIN umlauf.asset a ON a.id = d.asset_id JOIN umlauf.variant v ON v.id = a.variant_id
        LEFT JOIN umlauf.asset_cost c ON c.asset_id = d.asset_id
        LEFT JOIN umlauf.variant_cost k ON k.variant_id = a.variant_id WHERE d.owned IS NOT NULL GROUP BY v.product_id
    ), mended AS (
        SELECT v.product_id, sum(m.minor) AS minor FROM (
            SELECT r.asset_id, c.labour_minor + c.parts_minor AS minor FROM umlauf.refurbishment r
            JOIN umlauf.refurbishment_cost c ON c.refurbishment_id = r.id
            WHERE r.finished_at >= %(start)s AND r.finished_at < %(end)s
            UNION ALL
            SELECT m.asset_id, CASE m.kind WHEN 'supplier_credit' THEN -m.amount_minor ELSE m.amount_minor END
            FROM umlauf.repair_money m WHERE m.booked_on >= %(first)s AND m.booked_on < %(past)s
        ) m JOIN umlauf.asset a ON a.id = m.asset_id JOIN umlauf.variant v ON v.id = a.variant_id GROUP BY v.product_id
    ), gone AS (
        SELECT v.product_id, sum(w.value_minor) AS minor FROM umlauf.write_off w
        JOIN umlauf.asset a ON a.id = w.asset_id JOIN umlauf.variant v ON v.id = a.variant_id
        WHERE w.status = 'booked' AND w.booked_on >= %(first)s AND w.booked_on < %(past)s GROUP BY v.product_id
    ), back AS (
        SELECT v.product_id, count(*) FILTER (WHERE e.kind = 'taken_back') AS returns,
            count(*) FILTER (WHERE e.kind = 'repair_started') AS repaired,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r.ready_at - e.effective_at) / 86400)
                FILTER (WHERE e.kind = 'taken_back' AND r.ready_at IS NOT NULL) AS median
        FROM umlauf.asset_event e JOIN umlauf.asset a ON a.id = e.asset_id JOIN umlauf.variant v ON v.id = a.variant_id
        LEFT JOIN LATERAL (SELECT n.effective_at AS ready_at FROM umlauf.asset_event n WHERE n.asset_id = e.asset_id
            AND n.seq > e.seq AND n.status = 'in_stock' ORDER BY n.seq LIMIT 1) r ON e.kind = 'taken_back'
        WHERE e.kind IN ('taken_back', 'repair_started') AND e.effective_at >= %(start)s AND e.effective_at < %(end)s
        GROUP BY v.product_id
    )
    SELECT p.id, p.name, coalesce(f.things, 0) AS things, coalesce(f.owned_days, 0) AS owned_days,
        coalesce(f.rented_days, 0) AS rented_days, coalesce(f.acquired, 0)::bigint AS acquired,
        coalesce(m.minor, 0)::bigint AS repairs,
        coalesce(g.minor, 0)::bigint AS lost, coalesce(b.returns, 0) AS returns, coalesce(b.repaired, 0) AS repaired,
        round(b.median::numeric, 1) AS median
    FROM umlauf.product p LEFT JOIN fleet f ON f.product_id = p.id
    LEFT JOIN mended m ON m.product_id = p.id LEFT JOIN gone g ON g.product_id = p.id
    LEFT JOIN back b ON b.product_id = p.id
    ORDER BY p.name"""  # noqa: S608 - constants only
_INCOME: Final = """
    SELECT v.product_id, sum(CASE i.kind WHEN 'credit_note' THEN -l.net_minor ELSE l.net_minor END)::bigint AS minor
    FROM umlauf.invoice i JOIN umlauf.invoice_line l ON l.invoice_id = i.id
    JOIN umlauf.contract_line n ON n.id = l.contract_line_id JOIN umlauf.variant v ON v.id = n.variant_id
    WHERE i.issued_on >= %(first)s AND i.issued_on < %(past)s AND i.currency = %(currency)s
        AND l.vat_reason <> 'deposit' GROUP BY v.product_id"""
"""A question of its own: two million lines are a third of the time that one may take."""
_THINGS: Final = f"""
    WITH mine AS (
        SELECT a.id, a.variant_id, a.code, a.status, (SELECT e.effective_at FROM umlauf.asset_event e
            WHERE e.asset_id = a.id ORDER BY e.seq LIMIT 1) AS came,
            p.name || coalesce(nullif(' ' || v.name, ' '), '') AS title
        FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product p ON p.id = v.product_id
        WHERE p.id = %(product)s
    ), {STATES.replace("umlauf.asset_event e", "umlauf.asset_event e JOIN mine ON mine.id = e.asset_id")}, days AS (
        SELECT s.asset_id, {_DAYS.format(f"sum({_TIME}) FILTER (WHERE {_OURS})")}::int AS owned,
            {_DAYS.format(f"sum({_TIME}) FILTER (WHERE {_OUT})")}::int AS rented
        FROM states s WHERE s.since < %(end)s AND s.until > s.since GROUP BY s.asset_id
    ), still AS (
        SELECT DISTINCT ON (e.asset_id) e.asset_id, e.effective_at AS since FROM umlauf.asset_event e
        JOIN mine ON mine.id = e.asset_id AND mine.status = 'in_stock'
        WHERE e.status = 'in_stock' AND e.seq > coalesce((SELECT max(o.seq) FROM umlauf.asset_event o
            WHERE o.asset_id = e.asset_id AND o.status <> 'in_stock'), -1)
        ORDER BY e.asset_id, e.seq
    ), mended AS (
        SELECT m.asset_id, sum(m.minor)::bigint AS minor FROM (
            SELECT r.asset_id, c.labour_minor + c.parts_minor AS minor FROM umlauf.refurbishment r
            JOIN umlauf.refurbishment_cost c ON c.refurbishment_id = r.id
            UNION ALL
            SELECT m.asset_id, m.amount_minor FROM umlauf.repair_money m WHERE m.kind <> 'supplier_credit'
        ) m JOIN mine ON mine.id = m.asset_id GROUP BY m.asset_id
    )
    SELECT mine.*, coalesce(c.acquired_minor, k.cost_minor) AS acquired_minor, c.acquired_on,
        coalesce(d.owned, 0) AS owned, coalesce(d.rented, 0) AS rented,
        t.since, coalesce(m.minor, 0) AS repairs
    FROM mine LEFT JOIN umlauf.asset_cost c ON c.asset_id = mine.id
    LEFT JOIN umlauf.variant_cost k ON k.variant_id = mine.variant_id LEFT JOIN days d ON d.asset_id = mine.id
    LEFT JOIN still t ON t.asset_id = mine.id LEFT JOIN mended m ON m.asset_id = mine.id
    ORDER BY mine.code"""  # noqa: S608 - constants only
_HELD: Final = """
    SELECT g.contract_line_id AS line, g.asset_id, lower(g.during) AS since FROM umlauf.assignment g
    WHERE g.contract_line_id IN (SELECT contract_line_id FROM umlauf.assignment WHERE asset_id = ANY(%(ids)s))
    UNION ALL
    SELECT s.contract_line_id, s.asset_id, h.dispatched_at
    FROM umlauf.shipment_line s JOIN umlauf.shipment h ON h.id = s.shipment_id
    WHERE s.treatment = 'sale' AND s.asset_id = ANY(%(ids)s) AND h.dispatched_at IS NOT NULL
    ORDER BY since, asset_id"""
_BILLED: Final = """
    SELECT l.contract_line_id AS line, lower(l.period) AS first_day,
        sum(CASE i.kind WHEN 'credit_note' THEN -l.net_minor ELSE l.net_minor END)::bigint AS net
    FROM umlauf.invoice_line l JOIN umlauf.invoice i ON i.id = l.invoice_id
    WHERE l.contract_line_id = ANY(%(lines)s) AND i.currency = %(currency)s AND l.vat_reason <> 'deposit'
    GROUP BY l.contract_line_id, lower(l.period)"""


def fleet(database: Database, start_on: date, end_on: date) -> list[FleetRow]:
    """What brought most first."""
    days = {"first": start_on, "past": end_on}
    losing = lost(database, start_on, end_on)
    income = {row["product_id"]: row["minor"] for row in database.read(_INCOME, currency=EUR, **days)}
    rows = database.read(_FLEET, **days, start=legal_midnight(start_on), end=legal_midnight(end_on))
    found = [
        _fleet_row(row, Money(income.get(row["id"], 0), EUR), losing.get(ProductId(row["id"])))
        for row in rows
        if row["things"] or income.get(row["id"])
    ]
    return sorted(found, key=lambda each: -each.income.minor)


def _fleet_row(row: Row, income: Money, lost_value: Lost | None) -> FleetRow:
    return FleetRow(
        ProductId(row["id"]),
        row["name"],
        row["things"],
        row["owned_days"],
        row["rented_days"],
        income,
        Money(row["acquired"], EUR),
        Money(row["repairs"], EUR),
        Money(row["lost"], EUR),
        row["returns"],
        row["repaired"],
        None if row["median"] is None else Decimal(row["median"]),
        None if lost_value is None else lost_value.book,
        None if lost_value is None else lost_value.depreciated,
    )


def things(database: Database, product_id: ProductId, now: datetime) -> list[ThingRow]:
    """All things of a product, by code, with what each brought since its first day."""
    rows = database.read(_THINGS, product=product_id, start=datetime.min.replace(tzinfo=LEGAL_ZONE, year=1900), end=now)
    income = _income(database, [row["id"] for row in rows])
    rule = rules(database).value.rule_of(product_id)
    return [_thing(row, income.get(row["id"], 0), now, rule) for row in rows]


def _income(database: Database, ids: Sequence[UUID]) -> dict[UUID, int]:
    """By thing, as `share_of` divides what a line was billed among the things that served it."""
    held: dict[UUID, list[Held]] = defaultdict(list)
    for row in database.read(_HELD, ids=list(ids)):
        held[row["line"]].append(Held(AssetId(row["asset_id"]), legal_day(row["since"])))
    lines = list(held)
    pieces = {row["line"]: row["pieces"] for row in database.read(PIECES, lines=lines)}
    found: dict[UUID, int] = defaultdict(int)
    for row in database.read(_BILLED, lines=lines, currency=EUR):
        serving = held[row["line"]]
        for asset_id in {each.asset_id for each in serving}:
            found[asset_id] += share_of(asset_id, row["net"], row["first_day"], serving, pieces.get(row["line"], 1))
    return found


def _book(row: Row, rule: Depreciation | None, day: date) -> Money | None:
    if rule is None or row["acquired_minor"] is None:
        return None
    if row["status"] in GONE:
        return Money(0, EUR)
    return rule.book_value(Money(row["acquired_minor"], EUR), bought(row), day)


def _thing(row: Row, income: int, now: datetime, rule: Depreciation | None) -> ThingRow:
    return ThingRow(
        row["code"],
        row["title"],
        row["status"],
        None if row["acquired_minor"] is None else Money(row["acquired_minor"], EUR),
        Money(income, EUR),
        Money(row["repairs"], EUR),
        row["rented"],
        row["owned"],
        None if row["since"] is None else max((now - row["since"]).days, 0),
        _book(row, rule, legal_day(now)),
    )
