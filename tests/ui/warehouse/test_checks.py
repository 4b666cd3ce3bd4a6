"""The floor sees that an order is in check and is not to be shipped, and nothing of why."""

from domain.application import Seat
from domain.checks.release_order import ReleaseOrder
from tests.storage.business import Business
from tests.storage.check_story import ODD, checking, somebody
from tests.ui.warehouse.conftest import Floor
from ui.warehouse.shipping.view import ShipPage
from ui.widgets.answer import Verdict


def test_what_is_in_check_stands_last_and_takes_no_scan(business: Business, floor: Floor) -> None:
    checking(business)
    bike = business.product()
    code = business.receive(bike, "SN-1").codes[0]
    held = business.order(somebody(business, "Gelb", ODD), bike)
    free = business.order(somebody(business, "Gruen"), bike)
    page = floor.open("ship", ShipPage)
    assert [row.order_number for row in page.shipments.rows()] == [free.order_number, held.order_number]
    assert "in check" in page.shipments.csv()
    assert "Gruen" in floor.answer.next_step
    floor.scan(held.order_number)
    assert (floor.answer.verdict, floor.answer.title) == (Verdict.REFUSED, "In check, do not ship")
    assert floor.answer.next_step == "in check, do not ship"
    floor.scan(code)
    assert floor.answer.verdict is Verdict.REFUSED
    assert "do not ship" in floor.answer.detail
    business.do(Seat.BACKOFFICE, ReleaseOrder(held.order_id, "in Ordnung"))
    floor.scan(code)
    assert (floor.answer.verdict, floor.answer.done) == (Verdict.ACCEPTED, 1)
