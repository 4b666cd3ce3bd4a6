"""Recurring revenue: how it moved, who moved, what it comes from, and who stayed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from domain.ids import CustomerId
from domain.kpis.movement import Change, Move, Movement
from domain.money import EUR, Money
from domain.views.kpis import Cohort, MoveRow, ProductWorth
from storage.database import Database, Row
from storage.queries.kpis.worth import WORTH, Worths
from storage.queries.office_parts import NAME
from storage.repositories.base import plain_array

_PAIRS: Final = f"""
    WITH {WORTH}, pairs AS (
        SELECT * FROM unnest(%(starts)s::date[], %(ends)s::date[]) AS p(start_on, end_on)
    ), on_days AS (
        SELECT d.day, w.customer_id, sum(w.monthly_minor)::bigint AS minor
        FROM (SELECT start_on AS day FROM pairs UNION SELECT end_on FROM pairs) d
        JOIN worth w ON w.days @> d.day GROUP BY d.day, w.customer_id
    ), firsts AS (
        SELECT customer_id, min(lower(days)) AS first_on FROM worth WHERE monthly_minor > 0 GROUP BY customer_id
    ), both_days AS (
        SELECT start_on, end_on, customer_id, sum(before)::bigint AS before, sum(after)::bigint AS after FROM (
            SELECT p.start_on, p.end_on, o.customer_id, o.minor AS before, 0 AS after
            FROM pairs p JOIN on_days o ON o.day = p.start_on
            UNION ALL
            SELECT p.start_on, p.end_on, o.customer_id, 0, o.minor FROM pairs p JOIN on_days o ON o.day = p.end_on
        ) sides GROUP BY start_on, end_on, customer_id
    ), moved AS (
        SELECT b.*, CASE WHEN b.before = b.after THEN NULL
            WHEN b.before = 0 THEN CASE WHEN f.first_on < b.start_on THEN 'back' ELSE 'new' END
            WHEN b.after = 0 THEN 'churn'
            WHEN b.after > b.before THEN 'expansion' ELSE 'contraction' END AS move
        FROM both_days b JOIN firsts f USING (customer_id)
    )"""  # noqa: S608 - constants only
_MOVEMENTS: Final = f"""{_PAIRS}
    SELECT p.start_on, p.end_on, m.move, count(m.customer_id) AS customers,
        coalesce(sum(m.before), 0)::bigint AS before, coalesce(sum(m.after), 0)::bigint AS after,
        count(*) FILTER (WHERE m.before > 0) AS were, count(*) FILTER (WHERE m.after > 0) AS are
    FROM pairs p LEFT JOIN moved m ON (m.start_on, m.end_on) = (p.start_on, p.end_on)
    GROUP BY p.start_on, p.end_on, m.move ORDER BY p.start_on, p.end_on"""  # noqa: S608 - constants only
_MOVED: Final = f"""{_PAIRS}
    SELECT m.customer_id, m.move, c.number, m.before, m.after,
        {NAME} AS name,
        (SELECT string_agg(k.number, ', ' ORDER BY k.number) FROM (
            SELECT w.contract_id, coalesce(sum(w.monthly_minor) FILTER (WHERE w.days @> m.start_on), 0) AS before,
                coalesce(sum(w.monthly_minor) FILTER (WHERE w.days @> m.end_on), 0) AS after
            FROM worth w WHERE w.customer_id = m.customer_id GROUP BY w.contract_id) d
            JOIN umlauf.contract k ON k.id = d.contract_id WHERE d.before <> d.after) AS contracts
    FROM moved m JOIN umlauf.customer c ON c.id = m.customer_id
    JOIN umlauf.customer_personal p ON p.customer_id = c.id
    WHERE m.move IS NOT NULL ORDER BY abs(m.after - m.before) DESC, c.number"""  # noqa: S608 - constants only
_PRODUCTS: Final = f"""
    WITH {WORTH}
    SELECT coalesce(p.name, '') AS title, count(DISTINCT w.contract_line_id) AS lines,
        count(DISTINCT w.customer_id) AS customers, sum(w.monthly_minor)::bigint AS minor
    FROM worth w JOIN umlauf.contract_line l ON l.id = w.contract_line_id
    LEFT JOIN umlauf.variant v ON v.id = l.variant_id LEFT JOIN umlauf.product p ON p.id = v.product_id
    WHERE w.days @> %(day)s::date GROUP BY coalesce(p.name, '') ORDER BY minor DESC, title"""  # noqa: S608 - constants only
_COHORTS: Final = f"""
    WITH {WORTH}, firsts AS (
        SELECT customer_id, date_trunc('month', min(lower(days)))::date AS month
        FROM worth WHERE monthly_minor > 0 GROUP BY customer_id
    ), grid AS MATERIALIZED (
        SELECT n, (%(first)s::date + make_interval(months => n + 1))::date - 1 AS last_day
        FROM generate_series(0, 1200) n WHERE (%(first)s::date + make_interval(months => n + 1))::date - 1 < %(day)s
    ), held AS MATERIALIZED (
        SELECT f.month, w.customer_id, w.days FROM firsts f JOIN worth w USING (customer_id)
        WHERE f.month >= %(first)s AND w.monthly_minor > 0
    )
    SELECT f.month, NULL::date AS last_day, count(*) AS customers FROM firsts f
    WHERE f.month >= %(first)s AND f.month <= %(day)s GROUP BY f.month
    UNION ALL
    SELECT h.month, g.last_day, count(DISTINCT h.customer_id)
    FROM held h JOIN grid g ON g.last_day >= h.month AND h.days @> g.last_day
    GROUP BY h.month, g.last_day"""  # noqa: S608 - constants only
"""The last days of months are reckoned once, not again for each customer."""


def movements(database: Database, worths: Worths, marks: Sequence[date]) -> list[Movement]:
    """Between neighbouring days of `marks`, which are in order."""
    pairs = list(pairwise(marks))
    if not pairs:
        return []
    starts, ends = plain_array(start for start, _ in pairs), plain_array(end for _, end in pairs)
    rows = database.read(_MOVEMENTS, **worths.values, starts=starts, ends=ends)
    by_pair: dict[tuple[date, date], list[Row]] = defaultdict(list)
    for row in rows:
        by_pair[row["start_on"], row["end_on"]].append(row)
    return [_movement(pair, by_pair[pair]) for pair in pairs]


def _movement(pair: tuple[date, date], rows: Sequence[Row]) -> Movement:
    by_move = {row["move"]: row for row in rows}
    changes = [
        Change(Money(abs(row["after"] - row["before"]), EUR), row["customers"])
        if (row := by_move.get(str(move))) is not None
        else Change(Money(0, EUR))
        for move in Move
    ]
    at_start, at_end = (Money(sum(row[name] for row in rows), EUR) for name in ("before", "after"))
    were, are = (sum(row[name] for row in rows) for name in ("were", "are"))
    return Movement(*pair, at_start, at_end, were, are, *changes)


def moved(database: Database, worths: Worths, days: tuple[date, date]) -> list[MoveRow]:
    """Those who moved most first."""
    pair = {"starts": plain_array([days[0]]), "ends": plain_array([days[1]])}
    rows = database.read(_MOVED, **worths.values, **pair)
    return [
        MoveRow(
            CustomerId(row["customer_id"]),
            row["number"],
            row["name"],
            Move(row["move"]),
            Money(row["before"], EUR),
            Money(row["after"], EUR),
            row["contracts"] or "",
        )
        for row in rows
    ]


def products(database: Database, worths: Worths, day: date) -> list[ProductWorth]:
    """What is worth most first."""
    return [
        ProductWorth(row["title"], row["lines"], row["customers"], Money(row["minor"], EUR))
        for row in database.read(_PRODUCTS, **worths.values, day=day)
    ]


def cohorts(database: Database, worths: Worths, first_month: date, day: date) -> list[Cohort]:
    """Oldest first; months in which nobody came are left out."""
    first = first_month.replace(day=1)
    sizes: dict[date, int] = {}
    still: dict[date, dict[date, int]] = defaultdict(dict)
    for row in database.read(_COHORTS, **worths.values, first=first, day=day):
        if row["last_day"] is None:
            sizes[row["month"]] = row["customers"]
        else:
            still[row["month"]][row["last_day"]] = row["customers"]
    return [
        Cohort(month, size, tuple(still[month].get(last, 0) for last in _last_days(month, day)))
        for month, size in sorted(sizes.items())
    ]


def _last_days(month: date, day: date) -> list[date]:
    """The last day of this month and of those after it that were over before `day`."""
    found: list[date] = []
    while True:
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
        if month > day:
            return found
        found.append(month - timedelta(days=1))
