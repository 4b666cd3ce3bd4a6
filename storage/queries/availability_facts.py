"""Why things are free or not: asked for any number of kinds, answered in rows grouped as far as they can be."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from domain.availability.forecast import Fact, Reason
from domain.clock import legal_day
from domain.ids import VariantId
from domain.maintenance.plan import DueState, due_of
from storage.database import Row
from storage.repositories.base import plain_array
from storage.repositories.maintenance import STANDING_COLUMNS, STANDING_TABLES, Read, standing_from

FACTS: Final = """
    WITH kinds AS (SELECT unnest(%(variants)s::uuid[]) AS id)
    SELECT a.variant_id, 'in_stock' AS reason, count(*)::int AS count, NULL::date AS on_day, NULL::date AS until_day,
        NULL::timestamptz AS at, '' AS subject, NULL::uuid AS ref, NULL::timestamptz AS made_at
    FROM kinds JOIN umlauf.asset a ON a.variant_id = kinds.id
    WHERE a.store_id = %(store)s AND a.status = 'in_stock' AND a.readiness = 'ready' GROUP BY a.variant_id
    UNION ALL
    SELECT a.variant_id, 'inspection', 1, NULL, NULL, e.effective_at, a.code, NULL, NULL
    FROM kinds JOIN umlauf.asset a ON a.variant_id = kinds.id
    CROSS JOIN LATERAL (
        SELECT v.effective_at FROM umlauf.asset_event v WHERE v.asset_id = a.id AND v.seq = a.seq OFFSET 0
    ) e
    WHERE a.store_id = %(store)s AND a.readiness = 'not_ready' AND a.status IN ('received', 'in_stock')
    UNION ALL
    SELECT a.variant_id, CASE WHEN x.expected_on IS NULL THEN 'repair' ELSE 'repair_due' END, 1, x.expected_on, NULL,
        CASE WHEN x.expected_on IS NULL THEN f.queued_at END, a.code, NULL, NULL
    FROM kinds JOIN umlauf.asset a ON a.variant_id = kinds.id
    CROSS JOIN LATERAL (SELECT min(r.queued_at) AS queued_at FROM umlauf.refurbishment r
        WHERE r.asset_id = a.id AND r.finished_at IS NULL) f
    LEFT JOIN umlauf.repair x ON x.asset_id = a.id AND x.stage NOT IN ('passed', 'failed', 'called_off')
    WHERE a.store_id = %(store)s AND a.readiness <> 'quarantined' AND (a.status IN ('to_repair', 'in_repair')
        OR a.status = 'sent_to_supplier' AND x.expected_on IS NOT NULL)
    UNION ALL
    SELECT a.variant_id, CASE WHEN back.until IS NOT NULL THEN 'return' WHEN k.notice_on IS NOT NULL THEN 'ending'
            ELSE 'fixed_end' END, 1, coalesce(back.until + 1, least(l.end_on, k.end_on)), NULL, NULL,
        coalesce(back.number, k.number), NULL, NULL
    FROM kinds JOIN umlauf.asset a ON a.variant_id = kinds.id
    JOIN umlauf.assignment g ON g.asset_id = a.id AND upper_inf(g.during)
    JOIN umlauf.contract_line l ON l.id = g.contract_line_id JOIN umlauf.contract k ON k.id = l.contract_id
    LEFT JOIN LATERAL (SELECT c.return_until AS until, c.number FROM umlauf.return_line x
        JOIN umlauf.return_case c ON c.id = x.return_id
        WHERE a.status = 'due_back' AND x.asset_id = a.id AND x.received_at IS NULL AND c.withdrawn_on IS NULL
            AND c.return_until IS NOT NULL
        ORDER BY c.return_until DESC LIMIT 1) back ON true
    WHERE a.store_id = %(store)s AND a.status IN ('rented', 'due_back')
        AND coalesce(back.until, l.end_on, k.end_on) IS NOT NULL
    UNION ALL
    SELECT x.variant_id, 'receipt', x.quantity, x.expected_on, NULL, NULL, x.note, x.id, NULL
    FROM kinds JOIN umlauf.expected_receipt x ON x.variant_id = kinds.id
    WHERE x.store_id = %(store)s AND x.quantity > 0
    UNION ALL
    SELECT l.variant_id, 'order', sum(l.quantity)::int,
        coalesce(p.promised_on, (k.timeline -> 'beginning' ->> 'wanted_on')::date), k.end_on, NULL, o.number,
        CASE s.cause WHEN 'order' THEN o.id END, coalesce(p.made_at, o.placed_on::timestamptz)
    FROM kinds JOIN umlauf.shipment_line l ON l.variant_id = kinds.id AND l.is_tracked AND l.asset_id IS NULL
    JOIN umlauf.shipment s ON s.id = l.shipment_id AND s.status = 'open'
    JOIN umlauf.customer_order o ON o.id = s.order_id JOIN umlauf.contract k ON k.id = s.contract_id
    LEFT JOIN umlauf.order_promise p ON p.order_id = o.id AND p.variant_id = l.variant_id
    WHERE s.store_id = %(store)s GROUP BY l.variant_id, s.id, o.id, k.id, p.order_id, p.variant_id
    UNION ALL
    SELECT r.variant_id, 'reservation', r.quantity, r.from_on, r.until_on, NULL, c.number, r.id, r.made_at
    FROM kinds JOIN umlauf.reservation r ON r.variant_id = kinds.id JOIN umlauf.customer c ON c.id = r.customer_id
    WHERE r.store_id = %(store)s AND r.status = 'held'
    UNION ALL
    SELECT w.variant_id, 'offer', 1, NULL, NULL, NULL, c.number, w.id, w.joined_at
    FROM kinds JOIN umlauf.waiting_place w ON w.variant_id = kinds.id JOIN umlauf.customer c ON c.id = w.customer_id
    WHERE w.store_id = %(store)s AND w.status = 'offered'"""

"""The last event of a thing is asked for by its key (OFFSET 0): joined, all that ever happened would be read."""
SUMMED: Final = f"""
    SELECT variant_id, reason, sum(count)::int AS count,
        coalesce(on_day, (at AT TIME ZONE 'Europe/Berlin')::date) AS on_day, until_day, NULL::timestamptz AS at,
        '' AS subject, NULL::uuid AS ref, NULL::timestamptz AS made_at
    FROM ({FACTS}) f GROUP BY 1, 2, 4, 5"""  # noqa: S608 - constants only
"""For lists: how many and when, without which ones."""


_OVERDUE: Final = f"""
    SELECT {STANDING_COLUMNS}, a.variant_id, a.code FROM {STANDING_TABLES}
    WHERE a.variant_id = ANY(%(variants)s::uuid[]) AND a.store_id = %(store)s AND a.status = 'in_stock'
        AND a.readiness = 'ready' AND p.blocks AND NOT p.is_closed AND (p.meter IS NOT NULL
            OR coalesce(d.done_on, b.got_on) + make_interval(months => p.months) < %(day)s)
    ORDER BY a.code, p.position"""  # noqa: S608 - constants only
"""What may not leave the house perhaps: of a meter only the domain can tell."""


def facts_of(
    read: Read, variants: Iterable[VariantId], store: object, day: date, facts: str = FACTS
) -> dict[VariantId, list[Fact]]:
    """By kind; one of which nothing is known is missing. `facts`: FACTS, or SUMMED for lists."""
    kinds = plain_array(variants)
    found = _facts_from(read(facts, variants=kinds, store=store))
    held = {
        row["code"]: VariantId(row["variant_id"])
        for row in read(_OVERDUE, variants=kinds, store=store, day=day)
        if due_of(standing_from(row), day).state is DueState.OVERDUE
    }
    for code, variant_id in held.items():
        found[variant_id] = [*_one_less(found[variant_id]), Fact(Reason.MAINTENANCE, 1, subject=code)]
    return found


def _one_less(facts: list[Fact]) -> list[Fact]:
    less = [replace(each, count=each.count - 1) if each.reason is Reason.IN_STOCK else each for each in facts]
    return [each for each in less if each.count]


def _facts_from(rows: Iterable[Row]) -> dict[VariantId, list[Fact]]:
    found: dict[VariantId, list[Fact]] = {}
    for row in rows:
        on = row["on_day"] if row["at"] is None else legal_day(row["at"])
        fact = Fact(
            Reason(row["reason"]), row["count"], on, row["until_day"], row["subject"], row["ref"], row["made_at"]
        )
        found.setdefault(VariantId(row["variant_id"]), []).append(fact)
    return found
