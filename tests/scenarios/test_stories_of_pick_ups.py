"""Orders that the customer comes for: packed, told of, handed over in the store, and rented from that day on."""

from domain.application import Seat
from domain.orders.place_order import OrderedItem, OrderPlaced, PlaceOrder
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from storage.jobs.chores import Chores
from storage.queries.floor import FloorBook
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import check_books, contract_of, today


def worker(business: Business) -> Chores:
    made = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    business.open_connections.append(made._database)
    return made


def follow(business: Business, hand: Chores, name: str) -> list[str]:
    """The letters there are once the worker followed the newest command of that name."""
    [row] = business.rows(
        "SELECT command_id FROM umlauf.command WHERE name = %(name)s ORDER BY received_at DESC LIMIT 1", name=name
    )
    hand.follow_command(row["command_id"])
    rows = business.rows("SELECT facts ->> 'kind' AS kind, facts -> 'texts' AS texts FROM umlauf.outbox"
                         " WHERE facts ->> 'kind' LIKE 'ready%%'")  # fmt: skip
    return [str(row["texts"]) for row in rows]


def test_a_bike_waits_in_the_store_until_it_is_fetched(business: Business) -> None:
    """The letter goes when it is packed, once; the contract begins with the day of the hand-over, without transit."""
    bike = business.product(transit_days=2)
    asset = business.receive(bike, "SN-1").asset_ids[0]
    items = (OrderedItem(bike.variant_ids[0], 1, bike.plan_ids[0]),)
    order: OrderPlaced = business.do(
        Seat.BACKOFFICE, PlaceOrder(business.customer().customer_id, items, is_pick_up=True)
    )
    assert order.shipment_id is not None
    [row] = FloorBook(business.connection(Seat.WAREHOUSE)).shipments().rows
    assert row.is_pick_up
    hand = worker(business)
    business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, asset))
    business.do(Seat.WAREHOUSE, FinishPacking(order.shipment_id))
    told = follow(business, hand, "FinishPacking")
    assert len(told) == 1
    assert order.order_number in told[0]
    assert "E-Bike" in told[0]
    assert follow(business, hand, "FinishPacking") == told
    business.pass_days(3)
    business.do(Seat.WAREHOUSE, DispatchShipment(order.shipment_id, is_handed_over=True))
    assert contract_of(business, order.contract_id).start_on == today(business)
    check_books(business)


def test_what_is_sent_is_not_announced_as_waiting(business: Business) -> None:
    bike = business.product()
    asset = business.receive(bike, "SN-1").asset_ids[0]
    order = business.order(business.customer(), bike)
    assert order.shipment_id is not None
    business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, asset))
    business.do(Seat.WAREHOUSE, FinishPacking(order.shipment_id))
    assert follow(business, worker(business), "FinishPacking") == []
