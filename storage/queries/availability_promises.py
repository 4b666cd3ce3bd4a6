"""What one customer, or one contract, was promised and has not got yet."""

from typing import Final

from domain.ids import ContractId, CustomerId
from domain.views.availability import PromiseKind, PromiseRow
from storage.database import Database, Row

_TITLE: Final = "p.name || CASE v.name WHEN '' THEN '' ELSE ' · ' || v.name END"
_MOST: Final = 200
_ORDERED: Final = f"""
    SELECT 'ordered' AS kind, v.sku, {_TITLE} AS title, sum(l.quantity)::int AS quantity,
        CASE WHEN q.is_late THEN q.expected_on ELSE q.promised_on END AS on_day, NULL::date AS until_day, o.number,
        NULL::int AS position, coalesce(q.is_late, false) AS is_late
    FROM umlauf.shipment s JOIN umlauf.shipment_line l ON l.shipment_id = s.id AND l.is_tracked AND l.asset_id IS NULL
    JOIN umlauf.customer_order o ON o.id = s.order_id
    JOIN umlauf.variant v ON v.id = l.variant_id JOIN umlauf.product p ON p.id = v.product_id
    LEFT JOIN umlauf.order_promise q ON q.order_id = o.id AND q.variant_id = v.id AND s.cause = 'order'
    WHERE s.status = 'open' AND {{whose}}
    GROUP BY s.id, o.id, v.id, p.id, q.order_id, q.variant_id"""  # noqa: S608 - constants only
_OF_CUSTOMER: Final = f"""
    SELECT 'reserved' AS kind, v.sku, {_TITLE} AS title, r.quantity, r.from_on AS on_day, r.hold_until AS until_day,
        '' AS number, NULL::int AS position, false AS is_late
    FROM umlauf.reservation r JOIN umlauf.variant v ON v.id = r.variant_id
    JOIN umlauf.product p ON p.id = v.product_id WHERE r.customer_id = %(id)s AND r.status = 'held'
    UNION ALL
    SELECT CASE w.status WHEN 'offered' THEN 'offered' ELSE 'waiting' END, v.sku, {_TITLE}, 1, NULL, w.offer_until, '',
        CASE w.status WHEN 'waiting' THEN (SELECT count(*)::int FROM umlauf.waiting_place b
            WHERE b.variant_id = w.variant_id AND b.store_id = w.store_id AND b.status = 'waiting'
            AND (b.joined_at, b.id) <= (w.joined_at, w.id)) END, false
    FROM umlauf.waiting_place w JOIN umlauf.variant v ON v.id = w.variant_id
    JOIN umlauf.product p ON p.id = v.product_id WHERE w.customer_id = %(id)s AND w.status IN ('waiting', 'offered')
    UNION ALL {_ORDERED.format(whose="s.customer_id = %(id)s")}
    ORDER BY on_day NULLS LAST, title, number LIMIT {_MOST}"""  # noqa: S608 - constants only
_IN_CONTRACT: Final = (
    f"{_ORDERED.format(whose='s.contract_id = %(id)s')} ORDER BY on_day NULLS LAST, title, o.number LIMIT {_MOST}"
)


def promises_of(database: Database, customer_id: CustomerId) -> tuple[PromiseRow, ...]:
    """The nearest day first."""
    return tuple(_row(row) for row in database.read(_OF_CUSTOMER, id=customer_id))


def promises_in(database: Database, contract_id: ContractId) -> tuple[PromiseRow, ...]:
    """The nearest day first."""
    return tuple(_row(row) for row in database.read(_IN_CONTRACT, id=contract_id))


def _row(row: Row) -> PromiseRow:
    return PromiseRow(
        PromiseKind(row["kind"]),
        row["sku"],
        row["title"],
        row["quantity"],
        row["on_day"],
        row["until_day"],
        row["number"],
        row["position"],
        row["is_late"],
    )
