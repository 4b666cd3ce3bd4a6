"""What happened to things: the events of the ledger."""

from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.database import Row
from storage.queries.lifecycle.source import Reader, Source, columns

_COLUMNS: Final = columns(
    at="e.effective_at",
    key="e.asset_id::text || ':' || lpad(e.seq::text, 9, '0')",
    name="e.kind",
    kind="'goods'",
    place="'asset'",
    subject_id="e.asset_id",
    number="a.code",
    command_id="e.command_id",
    actor_id="e.actor_id",
    facts="e.facts || jsonb_build_object('seq_now', e.seq)",
)
_OF_THINGS: Final = f"""
    SELECT {_COLUMNS} FROM umlauf.asset_event e JOIN umlauf.asset a ON a.id = e.asset_id
    WHERE e.asset_id = ANY(%(rented)s)"""  # noqa: S608 - constants only
_OF_CONTRACTS: Final = f"""
    SELECT {_COLUMNS} FROM (
        SELECT asset_id FROM umlauf.assignment WHERE contract_line_id = ANY(%(lines)s)
        UNION SELECT asset_id FROM umlauf.shipment_line WHERE shipment_id = ANY(%(shipments)s) AND asset_id IS NOT NULL
    ) t JOIN umlauf.asset a ON a.id = t.asset_id JOIN umlauf.asset_event e ON e.asset_id = t.asset_id
    WHERE e.holder_line_id = ANY(%(lines)s) OR EXISTS (
        SELECT FROM umlauf.assignment g WHERE g.asset_id = e.asset_id AND g.contract_line_id = ANY(%(lines)s)
            AND e.effective_at >= lower(g.during) AND (upper_inf(g.during) OR e.effective_at <= upper(g.during)))"""  # noqa: S608 - constants only
_OF_RETURN: Final = f"""
    SELECT {_COLUMNS} FROM umlauf.return_line l
    JOIN umlauf.return_case r ON r.id = l.return_id JOIN umlauf.asset a ON a.id = l.asset_id
    CROSS JOIN LATERAL (
        SELECT min(x.seq) AS first FROM umlauf.asset_event x
        WHERE x.asset_id = l.asset_id AND x.facts ->> 'return' = r.number) f
    JOIN umlauf.asset_event e ON e.asset_id = l.asset_id AND e.seq >= f.first
    WHERE l.return_id = ANY(%(case)s) AND e.seq < coalesce((
        SELECT min(n.seq) FROM umlauf.asset_event n
        WHERE n.asset_id = l.asset_id AND n.seq > f.first AND n.kind IN ('reserved', 'sold')), 2147483647)"""  # noqa: S608 - constants only
"""From its announcement, or from when it stood there, until the thing is promised again."""
_DETAILS: Final = """
    SELECT e.asset_id, e.seq, l.name AS place_name, r.reason, r.id AS work, h.customer_name, h.contract_number,
        trim(d.given_name || ' ' || CASE WHEN d.family_name = '' THEN d.company ELSE d.family_name END) AS recipient,
        EXISTS (SELECT FROM umlauf.asset_event u WHERE u.asset_id = e.asset_id AND u.kind = 'undone'
            AND (u.facts ->> 'seq')::int = e.seq) AS is_undone,
        (SELECT n.code FROM umlauf.shipment_line m JOIN umlauf.shipment x ON x.id = m.shipment_id
            JOIN umlauf.asset n ON n.id = m.asset_id
            LEFT JOIN umlauf.return_case c ON c.id = m.answers_return_id
            WHERE m.replaces_asset_id = e.asset_id AND m.asset_id <> e.asset_id AND x.dispatched_at IS NOT NULL
                AND c.number IS NOT DISTINCT FROM e.facts ->> 'return' AND e.kind IN ('taken_back', 'lost', 'stolen')
            LIMIT 1) AS replaced_by
    FROM unnest(%(assets)s::uuid[], %(seqs)s::int[]) AS t(asset_id, seq)
    JOIN umlauf.asset_event e ON e.asset_id = t.asset_id AND e.seq = t.seq
    LEFT JOIN umlauf.place l ON l.id = (e.facts ->> 'place')::uuid
    LEFT JOIN umlauf.refurbishment r ON r.finished_by = e.command_id AND r.asset_id = e.asset_id
        AND e.kind IN ('repair_passed', 'retired')
    LEFT JOIN umlauf.shipment s ON s.number = e.facts ->> 'shipment' AND e.kind IN ('shipped', 'sold', 'handed_over')
    LEFT JOIN LATERAL (SELECT * FROM umlauf.shipment_address b WHERE b.shipment_id = s.id OFFSET 0) d ON true
    LEFT JOIN LATERAL (SELECT * FROM umlauf.asset_holder b WHERE b.asset_id = e.asset_id
        AND e.effective_at >= lower(b.during) AND (upper_inf(b.during) OR e.effective_at <= upper(b.during))
        ORDER BY lower(b.during) DESC LIMIT 1) h
        ON e.kind IN ('shipped', 'handed_over', 'return_announced', 'return_withdrawn', 'taken_back')"""
_COSTS: Final = (
    "SELECT refurbishment_id AS work, labour_minor + parts_minor AS minor FROM umlauf.refurbishment_cost"
    " WHERE refurbishment_id = ANY(%(works)s)"
)


def _dressed(reader: Reader, rows: list[Row]) -> list[Row]:
    seqs = [row["facts"]["seq_now"] for row in rows]
    found = reader.read(_DETAILS, assets=[row["subject_id"] for row in rows], seqs=seqs)
    details = {(each["asset_id"], each["seq"]): each for each in found}
    costs = _costs(reader, [each["work"] for each in found if each["work"]])
    for row in rows:
        more = details.get((row["subject_id"], row["facts"]["seq_now"]))
        if more is None:
            continue
        names = {
            "place_name": more["place_name"],
            "customer": more["customer_name"] or more["recipient"],
            "contract": more["contract_number"],
            "replaced_by": more["replaced_by"],
            "is_undone": more["is_undone"] or None,
        }
        row["facts"] = {**row["facts"], **{name: value for name, value in names.items() if value}}
        row["why"] = more["reason"] or ""
        if more["work"] in costs:
            row["minor"], row["currency"] = costs[more["work"]], "EUR"
    return rows


def _costs(reader: Reader, works: list[object]) -> dict[object, int]:
    """By refurbishment; none for a login that may not know them."""
    if not works or not reader.may("refurbishment_cost"):
        return {}
    return {row["work"]: row["minor"] for row in reader.read(_COSTS, works=works)}


_KINDS: Final = frozenset({LifeKind.GOODS})
_TABLES: Final = ("asset_event", "shipment_address", "asset_holder")
LEDGER: Final = (
    Source(Teller.LEDGER, _KINDS, ("rented",), _TABLES, _OF_THINGS, _dressed),
    Source(Teller.LEDGER, _KINDS, ("lines", "shipments"), _TABLES, _OF_CONTRACTS, _dressed),
    Source(Teller.LEDGER, _KINDS, ("case",), _TABLES, _OF_RETURN, _dressed),
)
