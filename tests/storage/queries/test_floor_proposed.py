"""The warehouse is told which thing to take: what lies there longest, each line another one."""

from domain.application import Seat
from domain.availability.propose import Why
from domain.shipping.pick_asset import PickAsset
from storage.queries.floor import FloorBook
from tests.storage.business import Business


def test_each_line_is_proposed_a_thing_of_its_own(business: Business) -> None:
    bike = business.product()
    young_and_old = []
    for serial in ("S1", "S2", "S3"):
        young_and_old += business.receive(bike, serial).codes
        business.pass_days(1)
    order = business.order(business.customer(), bike, quantity=2)
    floor = FloorBook(business.connection(Seat.WAREHOUSE))
    page = floor.shipment(order.shipment_number)
    assert [line.proposed for line in page.lines] == young_and_old[:2]
    assert [line.why for line in page.lines] == [Why.LONGEST, Why.LONGEST]


def test_another_one_needs_no_reason_and_its_book_names_the_proposed_one(business: Business) -> None:
    """Two lines: what was proposed for the other line is no other one."""
    bike = business.product()
    first, second, third = (business.receive(bike, serial) for serial in ("S1", "S2", "S3"))
    order = business.order(business.customer(), bike, quantity=2)
    floor = FloorBook(business.connection(Seat.WAREHOUSE))
    assert floor.asset(first.codes[0]).proposed_for == (order.shipment_number,)
    assert floor.asset(third.codes[0]).proposed_for == ()
    left = []
    for taken in (second, third):
        lines = floor.shipment(order.shipment_number).lines
        shown = tuple((line.position, line.proposed) for line in lines if line.proposed)
        left.append([code for _, code in shown])
        business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, taken.asset_ids[0], shown))
    assert floor.asset(first.codes[0]).proposed_for == ()
    assert left == [[*first.codes, *second.codes], [*first.codes]]
    noted = business.rows(
        "SELECT facts ->> 'proposed' AS code FROM umlauf.asset_event WHERE kind = 'reserved' ORDER BY recorded_at"
    )
    assert [row["code"] for row in noted] == [None, *first.codes]
