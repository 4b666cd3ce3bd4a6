"""How often something happened over a span of days, who owes and still holds things, and what comes back when."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from domain.clock import legal_midnight
from domain.contracts.status import RUNNING
from domain.ids import CustomerId
from domain.money import EUR, total
from domain.views.dunning import HolderRow
from domain.views.kpis import AtRisk, ComingBack, Count, Counted
from storage.database import Database
from storage.queries.kpis.fleet import STATES
from storage.queries.kpis.worth import WORTH, Worths
from storage.queries.owes_and_holds import owes_and_holds

_COUNTS: Final = f"""
    WITH {WORTH}, {STATES}, running AS (
        SELECT count(DISTINCT contract_id) AS n FROM worth WHERE days @> %(first)s::date
    ), over AS (
        SELECT k.id, k.status, k.end_on, k.terms ->> 'min_term' IS NOT NULL AS had_term FROM umlauf.contract k
        WHERE k.start_on IS NOT NULL AND k.status <> 'withdrawn' AND k.end_on > k.start_on
            AND k.end_on > %(first)s AND k.end_on <= %(past)s
    ), renewed AS (
        SELECT k.id, (r ->> 'on')::date AS on_day FROM umlauf.contract k,
            jsonb_array_elements(coalesce(k.timeline -> 'renewed', '[]'::jsonb)) r
        WHERE (r ->> 'on')::date >= %(first)s AND (r ->> 'on')::date < %(past)s
    ), worth_before AS (
        SELECT 'renewed' AS what, sum(w.monthly_minor) AS minor FROM renewed r
        JOIN worth w ON w.contract_id = r.id AND w.days @> (r.on_day - 1)
        UNION ALL
        SELECT 'ended', sum(w.monthly_minor) FROM over o
        JOIN worth w ON w.contract_id = o.id AND w.days @> (o.end_on - 1) WHERE o.had_term
    ), paid AS (
        SELECT count(*) FILTER (WHERE s.kind = 'payment') AS payments,
            count(*) FILTER (WHERE s.kind = 'reversal' AND EXISTS (
                SELECT FROM umlauf.settlement b WHERE b.id = s.reverses_id AND b.kind = 'payment')) AS back
        FROM umlauf.settlement s WHERE s.booked_on >= %(first)s AND s.booked_on < %(past)s
    )
    SELECT 'lost' AS what, (SELECT count(*) FROM umlauf.asset_event e WHERE e.kind IN ('lost', 'stolen')
            AND e.effective_at >= %(start)s AND e.effective_at < %(end)s) AS number,
        (SELECT count(DISTINCT s.asset_id) FROM states s WHERE s.status IN ('rented', 'due_back')
            AND s.since < %(end)s AND s.until > %(start)s) AS whole
    UNION ALL SELECT 'swaps', (SELECT count(*) FROM umlauf.swap
        WHERE agreed_on >= %(first)s AND agreed_on < %(past)s AND stage <> 'called_off'), (SELECT n FROM running)
    UNION ALL SELECT 'buyouts', (SELECT count(*) FROM over WHERE status = 'bought_out'), (SELECT count(*) FROM over)
    UNION ALL SELECT 'ended', (SELECT count(*) FROM over), (SELECT n FROM running)
    UNION ALL SELECT 'renewed', (SELECT coalesce(sum(minor), 0) FROM worth_before WHERE what = 'renewed'),
        (SELECT coalesce(sum(minor), 0) FROM worth_before)
    UNION ALL SELECT 'return_debits', (SELECT back FROM paid), (SELECT payments FROM paid)
    """  # noqa: S608 - constants only
_DUE: Final = """
    WITH due AS MATERIALIZED (
        SELECT count(*) AS whole, count(*) FILTER (WHERE used >= gross_minor) AS at_all,
            count(*) FILTER (WHERE in_time >= gross_minor) AS in_time
        FROM (
            SELECT i.gross_minor, coalesce(max(d.used_minor), 0) AS used, coalesce(sum(s.settled_minor), 0) AS in_time
            FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id
            LEFT JOIN umlauf.settlement s ON s.invoice_id = i.id AND s.booked_on <= i.due_on
            WHERE i.kind = 'invoice' AND i.gross_minor > 0 AND i.due_on >= %(first)s AND i.due_on < %(past)s
            GROUP BY i.id
        ) each
    )
    SELECT 'paid_in_time' AS what, in_time AS number, whole FROM due
    UNION ALL SELECT 'paid_at_all', at_all, whole FROM due"""
"""A question of its own: a million invoices are a third of the time that one may take."""
_OUT: Final = """
    SELECT least(l.end_on, k.end_on) AS end_on, count(*) AS things
    FROM umlauf.assignment g JOIN umlauf.contract_line l ON l.id = g.contract_line_id
    JOIN umlauf.contract k ON k.id = l.contract_id WHERE upper_inf(g.during) GROUP BY least(l.end_on, k.end_on)"""
_YEAR: Final = """
    SELECT count(*) FILTER (WHERE k.end_on > %(from)s AND k.end_on <= %(day)s) AS ended,
        count(*) FILTER (WHERE k.start_on <= %(from)s AND (k.end_on IS NULL OR k.end_on > %(from)s)) AS then,
        count(*) FILTER (WHERE k.status = ANY(%(running)s)) AS now
    FROM umlauf.contract k WHERE k.start_on IS NOT NULL AND k.status <> 'withdrawn'
        AND (k.end_on IS NULL OR k.end_on > k.start_on)"""
_WEEKS_A_YEAR: Final = 52


def counted(database: Database, worths: Worths, start_on: date, end_on: date) -> Mapping[Count, Counted]:
    days = {"first": start_on, "past": end_on}
    rows = database.read(_COUNTS, **worths.values, **days, start=legal_midnight(start_on), end=legal_midnight(end_on))
    rows += database.read(_DUE, **days)
    return {Count(row["what"]): Counted(Count(row["what"]), int(row["number"]), int(row["whole"])) for row in rows}


def at_risk(database: Database, day: date) -> list[AtRisk]:
    """The dearest things first: what dunning lists a row a thing, here a row a customer."""
    of_customer: dict[CustomerId, list[HolderRow]] = defaultdict(list)
    for row in owes_and_holds(database.read, day):
        if row.owing.currency == EUR:
            of_customer[row.who.id].append(row)
    found = [_risk(rows, day) for rows in of_customer.values()]
    return sorted(found, key=lambda each: (-each.value.minor, -each.overdue.minor, each.number))


def _risk(rows: Sequence[HolderRow], day: date) -> AtRisk:
    first = rows[0]
    value = total((each.worth for each in rows if each.worth is not None), EUR)
    since = day - timedelta(days=first.days)
    return AtRisk(first.who.id, first.who.number, first.who.name, first.owing, since, len(rows), value)


def coming_back(database: Database, day: date, weeks: int) -> list[ComingBack]:
    """Week by week from the one of `day` on; what should be back already is expected in the first."""
    monday = day - timedelta(days=day.weekday())
    known = [0] * weeks
    is_open = 0
    for row in database.read(_OUT):
        if row["end_on"] is None:
            is_open += row["things"]
            continue
        week = max((row["end_on"] - timedelta(days=1) - monday).days // 7, 0)
        if week < weeks:
            known[week] += row["things"]
    [year] = database.read(
        _YEAR, **{"from": day - timedelta(days=365)}, day=day, running=[str(status) for status in RUNNING]
    )
    were = max((Decimal(year["then"]) + year["now"]) / 2, Decimal(1))
    likely = is_open * min(Decimal(year["ended"]) / were, Decimal(1)) / _WEEKS_A_YEAR
    return [ComingBack(monday + timedelta(weeks=n), known[n], round(likely, 1)) for n in range(weeks)]
