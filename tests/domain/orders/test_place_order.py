"""One order, one contract, one shipment; and everything an order is refused for."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.catalog.model import NoPricePlan, ProductKind, UnknownVariant
from domain.contracts.model import LineKind
from domain.contracts.terms import Billing, ContractTerms, PricesAre
from domain.customers.model import CustomerWithoutAddress, UnknownCustomer
from domain.errors import AppError, InvalidInput
from domain.ids import CustomerId, PlanId, VariantId
from domain.money import Currency, Money
from domain.orders.agreeing import PlansDoNotFit
from domain.orders.model import (
    ORDER_TRANSITIONS,
    IllegalOrderTransition,
    OrderAction,
    OrderEmpty,
    OrderStatus,
    PriceNegative,
    QuantityWrong,
    order_after,
)
from domain.orders.place_order import OrderedItem, OrderPlaced, PlaceOrder
from domain.period import Interval, Unit
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[Business]:
    with open_business(server) as opened:
        yield opened


def offered(house: Business, name: str = "Rad", **more: object) -> object:
    return house.product(name, sku=f"{name}-{uuid4()}", **more)


def item(product: object, quantity: int = 1, price: Money | None = None) -> OrderedItem:
    return OrderedItem(product.variant_ids[0], quantity, product.plan_ids[0], price)


def place(house: Business, *items: OrderedItem, customer: CustomerId | None = None) -> OrderPlaced:
    who = customer or house.customer().customer_id
    placed: OrderPlaced = house.do(Seat.BACKOFFICE, PlaceOrder(who, items))
    return placed


@pytest.mark.parametrize(("status", "action"), sorted(product(OrderStatus, OrderAction)))
def test_every_step_of_an_order_is_in_its_table_or_refused(status: OrderStatus, action: OrderAction) -> None:
    if (status, action) in ORDER_TRANSITIONS:
        assert order_after(status, action) is ORDER_TRANSITIONS[status, action]
    else:
        with pytest.raises(IllegalOrderTransition):
            order_after(status, action)


def test_a_mixed_order_is_one_contract_and_one_shipment(house: Business) -> None:
    bike, seat = offered(house), offered(house, "Kindersitz", price="9.00")
    cover = offered(house, "Schutz", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE)
    lock = offered(house, "Schloss", kind=LineKind.SALE, price="49.00")
    order = place(house, item(bike), item(cover), item(lock), item(seat))
    lines = house.rows(
        "SELECT kind FROM umlauf.contract_line WHERE contract_id = %(id)s ORDER BY position", id=order.contract_id
    )
    assert [line["kind"] for line in lines] == ["rental", "service", "sale", "rental"]
    carried = house.rows(
        "SELECT treatment, position FROM umlauf.shipment_line WHERE shipment_id = %(id)s ORDER BY position",
        id=order.shipment_id,
    )
    assert [(line["position"], line["treatment"]) for line in carried] == [(1, "rental"), (2, "sale"), (3, "rental")]


def test_services_alone_are_not_carried_and_run_at_once(house: Business) -> None:
    cover = offered(house, "Schutz", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, price="6.90")
    order = place(house, item(cover))
    assert (order.shipment_id, order.shipment_number) == (None, "")
    contract = house.rows("SELECT status, start_on FROM umlauf.contract WHERE id = %(id)s", id=order.contract_id)
    assert contract == [{"status": "active", "start_on": date(2026, 1, 31)}]


def test_the_price_of_the_day_is_kept_when_the_plan_changes(house: Business) -> None:
    order = place(house, item(offered(house), price=Money.of("70.00")))
    line = house.rows("SELECT price_minor FROM umlauf.order_line WHERE order_id = %(id)s", id=order.order_id)
    assert line == [{"price_minor": 7000}]


def test_it_is_refused_for_what_does_not_make_sense(house: Business) -> None:
    bike = offered(house)
    for items, refusal in (
        ((), OrderEmpty),
        ((item(bike, 0),), QuantityWrong),
        ((item(bike, -1),), QuantityWrong),
        ((item(bike, 1000),), QuantityWrong),
        ((item(bike, 1, Money(-1)),), PriceNegative),
        ((item(bike, 1, Money(100, Currency("CHF"))),), InvalidInput),
        ((item(bike, 1, Money(10**30)),), InvalidInput),
        ((OrderedItem(bike.variant_ids[0], 1, None),), NoPricePlan),
        ((OrderedItem(bike.variant_ids[0], 1, PlanId(uuid4())),), NoPricePlan),
        ((OrderedItem(bike.variant_ids[0], 1, offered(house, "Anderes").plan_ids[0]),), NoPricePlan),
        ((OrderedItem(VariantId(uuid4()), 1, bike.plan_ids[0]),), UnknownVariant),
    ):
        with pytest.raises(refusal):
            place(house, *items)


def test_without_address_nothing_can_be_sent(house: Business) -> None:
    with pytest.raises(CustomerWithoutAddress):
        place(house, item(offered(house)), customer=house.customer(address=False).customer_id)
    with pytest.raises(UnknownCustomer):
        place(house, item(offered(house)), customer=CustomerId(uuid4()))


@pytest.mark.parametrize(
    "other",
    [
        ContractTerms(billing=Billing.IN_ARREARS),
        ContractTerms(prices_are=PricesAre.NET),
        ContractTerms(trial=Interval(Unit.WEEK)),
    ],
    ids=["way of billing", "net and gross", "trial"],
)
def test_plans_that_cannot_stand_in_one_contract(house: Business, other: ContractTerms) -> None:
    with pytest.raises(PlansDoNotFit):
        place(house, item(offered(house)), item(offered(house, "Anderes", terms=other)))


def test_a_refused_order_leaves_nothing(house: Business) -> None:
    before = house.rows("SELECT count(*) AS n FROM umlauf.customer_order")
    with pytest.raises(AppError):
        place(house, item(offered(house)), item(offered(house), 0))
    assert house.rows("SELECT count(*) AS n FROM umlauf.customer_order") == before
