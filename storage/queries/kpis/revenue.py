"""Recurring revenue: how it moved, who moved, what it comes from, and who stayed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Final

from domain.ids import CustomerId
from domain.kpis.movement import Change, Move, Movement
from domain.money import EUR, Money
from domain.views.kpis import Cohort, MoveRow, ProductWorth
from storage.database import Database, Row
from storage.queries.kpis.worth import WORTH, Worths
from storage.queries.office_parts import NAME
from storage.repositories.base import plain_array

_MOVED: Final = f"""
    WITH {WORTH}, sides AS (
        SELECT w.customer_id, s.mark, s.minor, CASE WHEN w.monthly_minor > 0 THEN lower(w.days) END AS first_on
        FROM worth w CROSS JOIN LATERAL (VALUES
            (width_bucket(lower(w.days) - 1, %(marks)s::date[]), w.monthly_minor),
            (width_bucket(upper(w.days) - 1, %(marks)s::date[]), -w.monthly_minor)
        ) s(mark, minor) WHERE s.mark IS NOT NULL
    ), steps AS (
        SELECT customer_id, mark, sum(minor)::bigint AS minor, min(first_on) AS first_on
        FROM sides GROUP BY customer_id, mark
    ), sums AS (
        SELECT customer_id, mark, minor, (sum(minor) OVER (PARTITION BY customer_id ORDER BY mark))::bigint AS after,
            min(first_on) OVER (PARTITION BY customer_id) AS first_on FROM steps
    ), moved AS (
        SELECT customer_id, mark, after - minor AS before, after, CASE WHEN minor = 0 THEN NULL
            WHEN after = minor THEN CASE WHEN first_on < (%(marks)s::date[])[mark] THEN 'back' ELSE 'new' END
            WHEN after = 0 THEN 'churn'
            WHEN minor > 0 THEN 'expansion' ELSE 'contraction' END AS move
        FROM sums WHERE first_on IS NOT NULL AND mark < cardinality(%(marks)s::date[])
    )"""  # noqa: S608 - constants only
"""What is worth something from a day on, or up to it, moves its customer at the first mark that is not before that day.
So each line is looked at once, however many days are compared, and of the customers only those who moved."""
_MOVEMENTS: Final = f"""{_MOVED}
    SELECT mark, move, count(*) AS customers, sum(before)::bigint AS before, sum(after)::bigint AS after,
        count(*) FILTER (WHERE before > 0) AS were, count(*) FILTER (WHERE after > 0) AS are
    FROM moved WHERE mark = 0 OR move IS NOT NULL GROUP BY mark, move ORDER BY mark"""  # noqa: S608 - constants only
_MOVERS: Final = f"""{_MOVED}, touched AS (
        SELECT contract_id, customer_id FROM worth
        WHERE (days @> (%(marks)s::date[])[1]) <> (days @> (%(marks)s::date[])[2]) GROUP BY contract_id, customer_id
        HAVING sum(CASE WHEN days @> (%(marks)s::date[])[1] THEN -monthly_minor ELSE monthly_minor END) <> 0
    ), told AS (
        SELECT t.customer_id, string_agg(k.number, ', ' ORDER BY k.number) AS contracts
        FROM touched t JOIN umlauf.contract k ON k.id = t.contract_id GROUP BY t.customer_id
    )
    SELECT m.customer_id, m.move, c.number, m.before, m.after, {NAME} AS name, t.contracts
    FROM moved m JOIN umlauf.customer c ON c.id = m.customer_id
    JOIN umlauf.customer_personal p ON p.customer_id = c.id LEFT JOIN told t ON t.customer_id = c.id
    WHERE m.mark = 1 AND m.move IS NOT NULL ORDER BY abs(m.after - m.before) DESC, c.number"""  # noqa: S608 - constants only
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
    ), sides AS (
        SELECT w.customer_id, s.mark, s.n FROM worth w CROSS JOIN LATERAL (VALUES
            (width_bucket(lower(w.days) - 1, %(marks)s::date[]), 1),
            (width_bucket(upper(w.days) - 1, %(marks)s::date[]), -1)
        ) s(mark, n) WHERE w.monthly_minor > 0 AND s.mark < cardinality(%(marks)s::date[])
    ), steps AS (
        SELECT customer_id, mark, sum(n) AS n, sum(sum(n)) OVER (PARTITION BY customer_id ORDER BY mark) AS after
        FROM sides GROUP BY customer_id, mark
    )
    SELECT month, NULL::int AS mark, count(*) AS customers FROM firsts
    WHERE month >= %(first)s AND month <= %(day)s GROUP BY month
    UNION ALL
    SELECT f.month, s.mark, count(*) FILTER (WHERE s.after = s.n) - count(*) FILTER (WHERE s.after = 0)
    FROM steps s JOIN firsts f USING (customer_id)
    WHERE s.n <> 0 AND (s.after = s.n OR s.after = 0) AND f.month >= %(first)s GROUP BY f.month, s.mark"""  # noqa: S608 - constants only
"""How many came to each month's last day with something, less those who came with nothing left."""


def movements(database: Database, worths: Worths, marks: Sequence[date]) -> list[Movement]:
    """Between neighbouring days of `marks`, which are in order."""
    rows = database.read(_MOVEMENTS, **worths.values, marks=plain_array(marks))
    by_mark: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_mark[row["mark"]].append(row)
    sum_minor, customers = sum(row["after"] for row in by_mark[0]), sum(row["are"] for row in by_mark[0])
    found: list[Movement] = []
    for mark, pair in enumerate(pairwise(marks), start=1):
        moved = by_mark[mark]
        past_minor = sum_minor + sum(row["after"] - row["before"] for row in moved)
        past_customers = customers + sum(row["are"] - row["were"] for row in moved)
        sums = Money(sum_minor, EUR), Money(past_minor, EUR)
        found.append(Movement(*pair, *sums, customers, past_customers, *_changes(moved)))
        sum_minor, customers = past_minor, past_customers
    return found


def _changes(rows: Sequence[Row]) -> list[Change]:
    by_move = {row["move"]: row for row in rows}
    return [
        Change(Money(abs(row["after"] - row["before"]), EUR), row["customers"])
        if (row := by_move.get(str(move))) is not None
        else Change(Money(0, EUR))
        for move in Move
    ]


def moved(database: Database, worths: Worths, days: tuple[date, date]) -> list[MoveRow]:
    """Those who moved most first."""
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
        for row in database.read(_MOVERS, **worths.values, marks=plain_array(days))
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
    marks = _last_days(first, day)
    sizes: dict[date, int] = {}
    came: dict[date, dict[int, int]] = defaultdict(dict)
    for row in database.read(_COHORTS, **worths.values, first=first, day=day, marks=plain_array(marks)):
        if row["mark"] is None:
            sizes[row["month"]] = row["customers"]
        else:
            came[row["month"]][row["mark"]] = row["customers"]
    found: list[Cohort] = []
    for month, size in sorted(sizes.items()):
        still = accumulate(came[month].get(mark, 0) for mark in range(len(marks)))
        found.append(Cohort(month, size, tuple(n for n, last in zip(still, marks, strict=True) if last >= month)))
    return found


def _last_days(month: date, day: date) -> list[date]:
    """The last day of this month and of those after it that were over before `day`."""
    found: list[date] = []
    while True:
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
        if month > day:
            return found
        found.append(month - timedelta(days=1))
