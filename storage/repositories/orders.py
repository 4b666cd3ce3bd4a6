"""Orders."""

from domain.ids import CustomerId, OrderId, OrderLineId, PlanId, StoreId, VariantId
from domain.orders.model import Order, OrderLine, OrderStatus, Treatment, UnknownOrder
from storage.database import Row
from storage.repositories.base import Desk, money


def order_line_from(row: Row) -> OrderLine:
    return OrderLine(
        OrderLineId(row["id"]),
        row["position"],
        VariantId(row["variant_id"]),
        row["title"],
        Treatment(row["treatment"]),
        row["quantity"],
        PlanId(row["plan_id"]),
        money(row),
    )


class OrderBook:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, order: Order) -> None:
        self._desk.write(
            "INSERT INTO umlauf.customer_order (id, number, customer_id, store_id, status, placed_on, note)"
            " VALUES (%(id)s, %(number)s, %(customer)s, %(store)s, %(status)s, %(placed_on)s, %(note)s)",
            id=order.id,
            number=order.number,
            customer=order.customer_id,
            store=order.store_id,
            status=order.status,
            placed_on=order.placed_on,
            note=order.note,
        )
        for line in order.lines:
            self._desk.write(
                "INSERT INTO umlauf.order_line (id, order_id, position, variant_id, title, treatment, quantity,"
                " plan_id, price_minor, currency) VALUES (%(id)s, %(order)s, %(position)s, %(variant)s, %(title)s,"
                " %(treatment)s, %(quantity)s, %(plan)s, %(price)s, %(currency)s)",
                id=line.id,
                order=order.id,
                position=line.position,
                variant=line.variant_id,
                title=line.title,
                treatment=line.treatment,
                quantity=line.quantity,
                plan=line.plan_id,
                price=line.price.minor,
                currency=line.price.currency,
            )

    def is_first_of(self, customer_id: CustomerId) -> bool:
        return not self._desk.rows(
            "SELECT FROM umlauf.customer_order WHERE customer_id = %(customer)s LIMIT 1", customer=customer_id
        )

    def get(self, order_id: OrderId) -> Order:
        """Raises UnknownOrder."""
        rows = self._desk.rows("SELECT * FROM umlauf.customer_order WHERE id = %(id)s FOR UPDATE", id=order_id)
        if not rows:
            raise UnknownOrder(order=order_id)
        row = rows[0]
        lines = self._desk.rows(
            "SELECT * FROM umlauf.order_line WHERE order_id = %(id)s ORDER BY position", id=order_id
        )
        return Order(
            OrderId(row["id"]),
            row["number"],
            CustomerId(row["customer_id"]),
            StoreId(row["store_id"]),
            OrderStatus(row["status"]),
            row["placed_on"],
            tuple(order_line_from(line) for line in lines),
            row["note"],
        )

    def set_status(self, order_id: OrderId, status: OrderStatus) -> None:
        self._desk.write(
            "UPDATE umlauf.customer_order SET status = %(status)s WHERE id = %(id)s", id=order_id, status=status
        )
