"""Orders: what a customer asked for on one day, whatever mix of renting, buying and service it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.errors import InvalidInput, NotFound, RuleViolation
from domain.ids import CustomerId, OrderId, OrderLineId, PlanId, StoreId, VariantId
from domain.money import Money


class OrderStatus(StrEnum):
    """RULES.md 1.2."""

    DRAFT = "draft"
    OPEN = "open"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class OrderAction(StrEnum):
    """What can be done to an order."""

    CONFIRM = "confirm"
    FULFIL = "fulfil"
    CANCEL = "cancel"
    EXPIRE = "expire"


ORDER_TRANSITIONS: Final = {
    (OrderStatus.DRAFT, OrderAction.CONFIRM): OrderStatus.OPEN,
    (OrderStatus.DRAFT, OrderAction.CANCEL): OrderStatus.CANCELLED,
    (OrderStatus.DRAFT, OrderAction.EXPIRE): OrderStatus.EXPIRED,
    (OrderStatus.OPEN, OrderAction.FULFIL): OrderStatus.FULFILLED,
    (OrderStatus.OPEN, OrderAction.CANCEL): OrderStatus.CANCELLED,
    (OrderStatus.FULFILLED, OrderAction.CANCEL): OrderStatus.CANCELLED,
}


class IllegalOrderTransition(RuleViolation):
    """The order's present status does not allow this."""

    code = "illegal_order_transition"


class UnknownOrder(NotFound):
    """No order of this id, or this role may not see it."""

    code = "unknown_order"


class OrderEmpty(InvalidInput):
    """An order needs at least one line."""

    code = "order_empty"


class QuantityWrong(InvalidInput):
    """Quantities are whole numbers from 1 to 999."""

    code = "quantity_wrong"


class PriceNegative(InvalidInput):
    """A price may be zero, never below."""

    code = "price_negative"


def order_after(status: OrderStatus, action: OrderAction) -> OrderStatus:
    """The status that follows. Raises IllegalOrderTransition for pairs outside the table."""
    if (status, action) not in ORDER_TRANSITIONS:
        raise IllegalOrderTransition(status=status, action=action)
    return ORDER_TRANSITIONS[status, action]


class Treatment(StrEnum):
    """How a line is served: RENTAL comes back, SALE does not, SERVICE is nothing to carry."""

    RENTAL = "rental"
    SALE = "sale"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """`plan_id` and `price` are as agreed on the day; `price` is for one piece and one interval (sale: once)."""

    id: OrderLineId
    position: int
    variant_id: VariantId
    title: str
    treatment: Treatment
    quantity: int
    plan_id: PlanId
    price: Money


@dataclass(frozen=True, slots=True)
class Order:
    """`number` is an own code (OR-…). `note` is what the customer asked for, "" for nothing."""

    id: OrderId
    number: str
    customer_id: CustomerId
    store_id: StoreId
    status: OrderStatus
    placed_on: date
    lines: tuple[OrderLine, ...]
    note: str = ""
