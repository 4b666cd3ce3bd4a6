"""Orders that are called off before anything leaves: nothing is sent, nothing is charged, what was paid is there."""

import pytest

from domain.application import Seat
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.contracts.status import OVER
from domain.orders.cancel_order import CancelOrder, OrderHasBegun
from domain.orders.model import IllegalOrderTransition
from domain.orders.place_order import OrderPlaced
from domain.shipping.pick_asset import PickAsset
from storage.queries.availability import Availability
from tests.storage.business import Business
from tests.storage.goods import send
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.test_settlements import balance, opens, pay
from tests.storage.trade import check_books, contract_of, today


def cancel(order: OrderPlaced, **more: bool) -> CancelOrder:
    return CancelOrder(order.order_id, order.contract_id, "doch zu klein", **more)


def free(business: Business) -> int:
    kind = Availability(business.connection(Seat.BACKOFFICE), business.clock).kind("KIEZ3-M")
    return kind.forecast.free(today(business))


def letters(business: Business) -> list[str]:
    """What the worker promised to write after all that happened, in the order of the alphabet."""
    worker = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    business.open_connections.append(worker._database)
    for row in business.rows("SELECT command_id FROM umlauf.command WHERE name IN ('PlaceOrder', 'CancelOrder')"):
        worker.follow_command(row["command_id"])
    rows = business.rows("SELECT facts ->> 'kind' AS kind FROM umlauf.outbox WHERE facts ->> 'kind' LIKE 'order%%'")
    return sorted(row["kind"] for row in rows)


def test_a_bike_is_back_on_its_shelf_and_the_next_customer_gets_it(business: Business) -> None:
    """It was picked already; the letter tells, and a second click is refused."""
    bike = business.product()
    asset = business.receive(bike, "SN-1").asset_ids[0]
    order = business.order(business.customer(), bike)
    business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, asset))
    assert free(business) == 0
    business.do(Seat.BACKOFFICE, cancel(order))
    assert contract_of(business, order.contract_id).status in OVER
    [state] = business.rows("SELECT o.status, s.status AS shipment FROM umlauf.customer_order o"
                            " JOIN umlauf.shipment s ON s.order_id = o.id")  # fmt: skip
    assert state == {"status": "cancelled", "shipment": "cancelled"}
    assert [row["status"] for row in business.rows("SELECT status FROM umlauf.asset")] == ["in_stock"]
    assert free(business) == 1
    assert letters(business) == ["order_cancelled"], "it is not confirmed any more"
    with pytest.raises(IllegalOrderTransition):
        business.do(Seat.BACKOFFICE, cancel(order))
    send(business, business.order(business.customer("Neu"), bike).shipment_id, asset)
    check_books(business)


def test_what_began_with_the_order_is_credited_and_what_was_paid_is_there(business: Business) -> None:
    """A service of 79.00 a month is billed and paid at once; called off on the same day it costs nothing."""
    care = business.product("Pflege", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, sku="CARE")
    order = business.order(business.customer(), care)
    [number] = opens(business)
    pay(business, number, "79.00")
    business.do(Seat.BACKOFFICE, cancel(order, tells=False))
    [note] = business.rows("SELECT gross_minor FROM umlauf.invoice WHERE kind = 'credit_note'")
    assert note["gross_minor"] == 7900
    assert balance(business) == 7900
    assert letters(business) == []
    business.pass_days(40)
    assert len(business.rows("SELECT FROM umlauf.invoice")) == 2
    check_books(business)


@pytest.mark.parametrize("why", ["sent", "begun"])
def test_what_left_or_began_is_ended_not_cancelled(business: Business, why: str) -> None:
    goods = why == "sent"
    what = business.product() if goods else business.product(
        "Pflege", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, sku="CARE"
    )  # fmt: skip
    order = business.order(business.customer(), what)
    if goods:
        send(business, order.shipment_id, business.receive(what, "SN-1").asset_ids[0])
    else:
        business.pass_days(1)
    with pytest.raises(OrderHasBegun):
        business.do(Seat.BACKOFFICE, cancel(order))
    assert contract_of(business, order.contract_id).status not in OVER
