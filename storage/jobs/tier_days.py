"""The daily look at steps: first who may have reached one is read, then each of them is one command."""

import logging
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final
from uuid import uuid5

from domain.application import Command, Event
from domain.contracts.status import RUNNING
from domain.errors import AppError, Unavailable
from domain.ids import CommandId, CustomerId
from domain.loyalty.look_at_tiers import LookAtTiers, TiersSeen
from domain.loyalty.tiers import TierMeasure, TierProgramme
from storage.database import Database
from storage.repositories.tiers import TierReader, most_paid_months

_LOG: Final = logging.getLogger(__name__)
_BATCH: Final = 200
_RUNNING: Final = [str(status) for status in RUNNING]
_BY_MONTHS: Final = """
    SELECT s.customer_id, coalesce(t.n, 0) AS n, t.name
    FROM (SELECT k.customer_id, min(k.start_on) AS since FROM umlauf.contract k
        WHERE k.status = ANY(%(running)s) AND k.start_on IS NOT NULL GROUP BY k.customer_id) s
    LEFT JOIN LATERAL (SELECT c.n, c.tier, c.tier ->> 'name' AS name FROM umlauf.customer_tier c
        WHERE c.customer_id = s.customer_id ORDER BY c.n DESC LIMIT 1) t ON true
    WHERE (t.n IS NULL OR t.tier IS NOT NULL) AND EXISTS (
        SELECT FROM unnest(%(least)s::bigint[], %(names)s::text[]) WITH ORDINALITY x(least, name, rank)
        WHERE x.rank > coalesce(array_position(%(names)s::text[], t.name), 0)
        AND s.since <= %(day)s::date - make_interval(months => x.least::int))
    ORDER BY s.customer_id"""
_BY_TURNOVER: Final = """
    SELECT s.customer_id, coalesce(t.n, 0) AS n, t.name
    FROM (SELECT i.customer_id,
            sum(CASE i.kind WHEN 'credit_note' THEN -1 ELSE 1 END * (l.net_minor + l.vat_minor)) AS minor
        FROM umlauf.invoice i JOIN umlauf.invoice_line l ON l.invoice_id = i.id
        WHERE i.currency = %(currency)s AND l.vat_reason <> 'deposit' AND EXISTS (SELECT FROM umlauf.contract k
            WHERE k.customer_id = i.customer_id AND k.status = ANY(%(running)s))
        GROUP BY i.customer_id) s
    LEFT JOIN LATERAL (SELECT c.n, c.tier, c.tier ->> 'name' AS name FROM umlauf.customer_tier c
        WHERE c.customer_id = s.customer_id ORDER BY c.n DESC LIMIT 1) t ON true
    WHERE (t.n IS NULL OR t.tier IS NOT NULL) AND EXISTS (
        SELECT FROM unnest(%(least)s::bigint[], %(names)s::text[]) WITH ORDINALITY x(least, name, rank)
        WHERE x.rank > coalesce(array_position(%(names)s::text[], t.name), 0) AND s.minor >= x.least)
    ORDER BY s.customer_id"""
Run = Callable[[CommandId, Command], Event]
Found = tuple[CustomerId, int]


def look_at_tiers(day: date, database: Database, run: Run) -> int:
    """How many customers reached another step.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    programme = TierReader(database.read).tiers().value
    if not programme.is_open:
        return 0
    raised = 0
    for customer_id, number in _found(day, programme, database):
        command_id = CommandId(uuid5(customer_id, f"tier {day.isoformat()} {number}"))
        try:
            done = run(command_id, LookAtTiers((customer_id,), day))
        except Unavailable:
            raise
        except AppError as refused:
            _LOG.warning("customer %s was not looked at: %s", customer_id, refused.code)
        else:
            raised += isinstance(done, TiersSeen) and bool(done.raised)
    return raised


def _found(day: date, programme: TierProgramme, database: Database) -> Iterator[Found]:
    by_months = programme.measure is TierMeasure.MONTHS
    rows = database.read(
        _BY_MONTHS if by_months else _BY_TURNOVER,
        running=_RUNNING,
        day=day,
        currency=programme.currency,
        least=[each.least for each in programme.tiers],
        names=[each.name for each in programme.tiers],
    )
    ranks = {each.name: place for place, each in enumerate(programme.tiers, start=1)}
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        known = [(CustomerId(row["customer_id"]), row["n"], ranks.get(row["name"], 0)) for row in batch]
        if by_months:
            months = most_paid_months(database, [each[0] for each in known], day)
            known = [each for each in known if months.get(each[0], 0) >= programme.tiers[each[2]].least]
        yield from ((customer_id, number) for customer_id, number, _ in known)
