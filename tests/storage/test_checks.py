"""Orders wait for their check, and nothing that waits leaves the house, whoever tries."""


import pytest

from domain.application import Seat
from domain.checks.model import OrderInCheck
from domain.checks.release_order import ReleaseOrder
from tests.storage.business import Business
from tests.storage.check_story import ODD, checking, letters, pack, points, ship, somebody, stage, steps


def test_a_house_without_rules_is_as_before(business: Business) -> None:
    bike = business.product()
    order = business.order(business.customer(), bike)
    assert not order.is_checked
    assert business.rows("SELECT FROM umlauf.order_check") == []
    ship(business, bike, order)


def test_green_ships_by_itself_and_yellow_waits(business: Business) -> None:
    checking(business)
    bike = business.product()
    green = business.order(somebody(business, "Gruen"), bike)
    assert (stage(business, green), points(business, green)) == ("passed", ["new_customer 10"])
    ship(business, bike, green)
    yellow = business.order(somebody(business, "Gelb", ODD), bike)
    assert stage(business, yellow) == "review"
    assert points(business, yellow) == ["new_customer 10", "parcel_station 20"]
    assert yellow.shipment_id is not None
    with pytest.raises(OrderInCheck):
        pack(business, bike, yellow.shipment_id)
    business.do(Seat.BACKOFFICE, ReleaseOrder(yellow.order_id, "angerufen, alles in Ordnung"))
    ship(business, bike, yellow)
    assert letters(business) == ["order_checked"]
    assert steps(business, yellow) == ["doubt", "release"]
