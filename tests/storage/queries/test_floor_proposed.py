"""The warehouse is told which thing to take: what lies there longest, each line another one."""

from domain.application import Seat
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
