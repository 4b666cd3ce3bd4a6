"""Orders as the back office sees them, and what can be ordered."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from domain.billing.recurring import NOTHING, agreed_interval, recurring_as_ordered
from domain.catalog.model import ProductKind
from domain.catalog.plan import PricePlan
from domain.contracts.model import Contract
from domain.ids import CustomerId, OrderId, ProductId, ShipmentId, VariantId
from domain.money import EUR, Currency, Money
from domain.orders.model import OrderStatus, Treatment, UnknownOrder
from domain.period import Interval
from domain.shipping.model import ShipmentStatus
from domain.views.office import OrderQuestion
from domain.views.office_rows import (
    Found,
    OfferedVariant,
    OrderLineRow,
    OrderPage,
    OrderRow,
    Ref,
    ShipmentRow,
)
from storage.database import Database, Row
from storage.queries.office_parts import (
    INVOICE_SQL,
    NAME,
    RECURRING_KINDS,
    found,
    id_or_number,
    invoice_row,
    matching,
    words_in,
)
from storage.repositories.base import money
from storage.repositories.catalog import plan_from
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.customers import CUSTOMER_SQL, customer_from

_ROWS: Final = f"""
    SELECT o.id, o.number, o.placed_on, o.status, o.note, o.customer_id, {NAME} AS customer, p.city, sums.once,
        sums.currency, EXISTS (SELECT FROM umlauf.order_check k WHERE k.order_id = o.id
            AND k.stage IN ('open', 'review', 'red', 'money', 'second')) AS in_check, s.status AS shipment,
        coalesce(s.done, 0) AS done, coalesce(s.wanted, 0) AS wanted
    FROM chosen o
    JOIN umlauf.customer_personal p ON p.customer_id = o.customer_id
    LEFT JOIN LATERAL (
        SELECT coalesce(sum(l.price_minor * l.quantity) FILTER (WHERE n.kind <> ALL(%(recurring)s)), 0)::bigint AS once,
            min(l.currency) AS currency
        FROM umlauf.order_line l JOIN umlauf.plan n ON n.id = l.plan_id WHERE l.order_id = o.id
    ) sums ON true
    LEFT JOIN LATERAL (
        SELECT min(h.status) AS status, sum(least(l.done, l.quantity))::int AS done, sum(l.quantity)::int AS wanted
        FROM umlauf.shipment h JOIN umlauf.shipment_line l ON l.shipment_id = h.id
        WHERE h.order_id = o.id AND h.cause = 'order'
    ) s ON true
    ORDER BY o.placed_on DESC, o.number DESC"""  # noqa: S608 - constants only
_SHIPMENTS: Final = """
    SELECT h.id, h.number, h.status, h.dispatched_at, sum(least(l.done, l.quantity))::int AS done,
        sum(l.quantity)::int AS wanted
    FROM umlauf.shipment h JOIN umlauf.shipment_line l ON l.shipment_id = h.id
    WHERE h.order_id = %(id)s AND h.cause <> 'supply' GROUP BY h.id ORDER BY h.id"""
_LINES: Final = """
    SELECT l.position, l.title, l.treatment, l.quantity, l.price_minor, l.currency, n.name AS plan
    FROM umlauf.order_line l JOIN umlauf.plan n ON n.id = l.plan_id WHERE l.order_id = %(id)s ORDER BY l.position"""
_OFFERED: Final = """
    SELECT v.id, v.sku, v.name, v.product_id, p.name AS product_name, p.category, p.kind, (
        SELECT min((SELECT count(*) FROM umlauf.asset a
            WHERE a.variant_id = part.id AND a.status = 'in_stock' AND a.readiness = 'ready') / part.quantity)
        FROM (
            SELECT b.item_id AS id, b.quantity FROM umlauf.bundle_item b WHERE b.bundle_id = v.id
            UNION ALL
            SELECT v.id, 1 WHERE NOT EXISTS (SELECT FROM umlauf.bundle_item b WHERE b.bundle_id = v.id)
        ) part)::int AS free
    FROM umlauf.variant v JOIN umlauf.product p ON p.id = v.product_id
    WHERE {conditions} ORDER BY p.name, v.name, v.sku LIMIT %(limit)s"""

OFFERED_WORDS: Final = "p.name || ' ' || v.name || ' ' || v.sku || ' ' || coalesce(v.gtin, '')"
"""What things that can be ordered are found by."""


class Orders:
    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, question: OrderQuestion) -> Found[OrderRow]:
        condition, values = matching("umlauf.customer_order", question.text)
        if question.only_open:
            condition += " AND t.status IN ('draft', 'open')"
        rows = self._database.read(
            f"WITH chosen AS (SELECT * FROM umlauf.customer_order t WHERE {condition} ORDER BY t.id DESC"  # noqa: S608 - constants only
            f" LIMIT %(limit)s) {_ROWS}",
            limit=question.limit + 1,
            recurring=RECURRING_KINDS,
            **values,
        )
        contracts = self._contracts(rows)
        return found(rows, question.limit, lambda row: _order_row(row, contracts))

    def of_customer(self, customer_id: CustomerId, limit: int) -> tuple[OrderRow, ...]:
        rows = self._database.read(
            "WITH chosen AS (SELECT * FROM umlauf.customer_order t WHERE t.customer_id = %(customer)s"  # noqa: S608 - constants only
            f" ORDER BY t.id DESC LIMIT %(limit)s) {_ROWS}",
            customer=customer_id,
            limit=limit,
            recurring=RECURRING_KINDS,
        )
        contracts = self._contracts(rows)
        return tuple(_order_row(row, contracts) for row in rows)

    def page(self, ref: str) -> OrderPage:
        """Raises UnknownOrder."""
        row = self._database.read_one(
            "WITH chosen AS (SELECT * FROM umlauf.customer_order t WHERE t.id = %(id)s OR t.number = %(number)s)"  # noqa: S608 - constants only
            f" {_ROWS}",
            recurring=RECURRING_KINDS,
            **id_or_number(ref),
        )
        if row is None:
            raise UnknownOrder(order=ref)
        read, order_id = self._database.read, row["id"]
        people = read(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=row["customer_id"])
        contracts = self._contracts([row])
        invoices = read(
            f"{INVOICE_SQL} WHERE i.id IN (SELECT l.invoice_id FROM umlauf.contract k"  # noqa: S608 - constants only
            " JOIN umlauf.contract_line m ON m.contract_id = k.id"
            " JOIN umlauf.invoice_line l ON l.contract_line_id = m.id WHERE k.order_id = %(id)s)"
            " ORDER BY i.issued_on DESC, i.number DESC",
            id=order_id,
        )
        return OrderPage(
            _order_row(row, contracts),
            row["note"],
            customer_from(people[0]),
            tuple(_line(line, contracts[order_id]) for line in read(_LINES, id=order_id)),
            tuple(Ref(each.id, each.number) for each in contracts[order_id]),
            self.shipments(OrderId(order_id)),
            tuple(invoice_row(each) for each in invoices),
            min((each.start_on for each in contracts[order_id] if each.start_on is not None), default=None),
        )

    def _contracts(self, orders: Sequence[Row]) -> Mapping[UUID, Sequence[Contract]]:
        """Those of each order, the oldest first."""
        by_order: dict[UUID, list[Contract]] = {row["id"]: [] for row in orders}
        rows = self._database.read(
            "SELECT * FROM umlauf.contract WHERE order_id = ANY(%(ids)s) ORDER BY id", ids=[*by_order]
        )
        lines = self._database.read(CONTRACT_LINES, ids=[row["id"] for row in rows]) if rows else []
        for row, contract in zip(rows, contracts_from(rows, lines), strict=True):
            by_order[row["order_id"]].append(contract)
        return by_order

    def shipments(self, order_id: OrderId) -> tuple[ShipmentRow, ...]:
        return tuple(shipment_row(each) for each in self._database.read(_SHIPMENTS, id=order_id))

    def offered(self, text: str, limit: int) -> Found[OfferedVariant]:
        return offered_where(self._database, *words_in(OFFERED_WORDS, text), limit)


def offered_where(
    database: Database, conditions: str, values: Mapping[str, object], limit: int
) -> Found[OfferedVariant]:
    """`conditions` on variants `v` and products `p`."""
    sql = _OFFERED.format(conditions=conditions)
    rows = database.read(sql, limit=limit + 1, **values)
    plans: dict[ProductId, list[PricePlan]] = {}
    ids = [row["product_id"] for row in rows]
    for each in database.read(
        "SELECT * FROM umlauf.plan WHERE is_offered AND product_id = ANY(%(ids)s) ORDER BY name, id", ids=ids
    ):
        plans.setdefault(ProductId(each["product_id"]), []).append(plan_from(each))
    return found(rows, limit, lambda row: _offered(row, tuple(plans.get(ProductId(row["product_id"]), ()))))


def _order_row(row: Row, contracts: Mapping[UUID, Sequence[Contract]]) -> OrderRow:
    currency = Currency(row["currency"]) if row["currency"] else EUR
    return OrderRow(
        OrderId(row["id"]),
        row["number"],
        row["placed_on"],
        OrderStatus(row["status"]),
        CustomerId(row["customer_id"]),
        row["customer"],
        row["city"],
        next(map(recurring_as_ordered, contracts[row["id"]]), NOTHING),
        Money(row["once"], currency),
        row["done"],
        row["wanted"],
        ShipmentStatus(row["shipment"]) if row["shipment"] else None,
        row["in_check"],
    )


def shipment_row(row: Row) -> ShipmentRow:
    return ShipmentRow(
        ShipmentId(row["id"]),
        row["number"],
        ShipmentStatus(row["status"]),
        row["done"],
        row["wanted"],
        row["dispatched_at"],
    )


def _line(row: Row, contracts: Sequence[Contract]) -> OrderLineRow:
    return OrderLineRow(
        row["position"],
        row["title"],
        Treatment(row["treatment"]),
        row["quantity"],
        money(row),
        row["plan"],
        next((_rhythm(each, row["position"]) for each in contracts), None),
    )


def _rhythm(contract: Contract, position: int) -> Interval | None:
    """Lines of an order and of its contract have the same places."""
    lines = (line for line in contract.lines if line.position == position and line.is_recurring)
    return next((agreed_interval(contract, line) for line in lines), None)


def _offered(row: Row, plans: tuple[PricePlan, ...]) -> OfferedVariant:
    title = f"{row['product_name']} · {row['name']}" if row["name"] else row["product_name"]
    return OfferedVariant(
        VariantId(row["id"]), row["sku"], title, row["category"], ProductKind(row["kind"]), row["free"], plans
    )
