"""Things come back: announced or not, once, with their condition."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.model import UnknownAsset
from domain.assets.status import Condition, Grade
from domain.ids import AssetId
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.announce_return import AnnounceReturn, NothingOut, ReturnDateInThePast
from domain.returns.model import AlreadyTakenBack, NotOut
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business
from tests.storage.trade import Rented, days, rent, today


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[Business]:
    with open_business(server) as opened:
        yield opened


@pytest.fixture
def rented(house: Business) -> Rented:
    return rent(house, house.customer(), house.product(sku=f"K-{uuid4()}"), quantity=2)


def announce(house: Business, rented: Rented, in_days: int = 14) -> object:
    return house.do(Seat.BACKOFFICE, AnnounceReturn(rented.contract_id, today(house) + days(in_days)))


def take_back(house: Business, asset: AssetId, **more: object) -> object:
    return house.do(Seat.WAREHOUSE, TakeBackAsset(asset, Condition.USED, **more))


def test_an_announced_return_is_filled_piece_by_piece(house: Business, rented: Rented) -> None:
    announced = announce(house, rented)
    assert (announced.pieces, announced.billing_stops) == (2, False)
    house.pass_days(3)
    first = take_back(house, rented.assets[0], grade=Grade.B)
    assert (first.return_number, first.was_announced, first.still_open) == (announced.number, True, 1)
    assert take_back(house, rented.assets[1]).still_open == 0
    lines = house.rows(
        "SELECT condition, grade FROM umlauf.return_line WHERE return_id = %(id)s ORDER BY grade",
        id=announced.return_id,
    )
    assert lines == [{"condition": "used", "grade": "B"}, {"condition": "used", "grade": None}]


def test_one_that_simply_stands_there_opens_its_own_return(house: Business, rented: Rented) -> None:
    house.pass_days(3)
    back = take_back(house, rented.assets[0])
    assert (back.was_announced, back.still_open) == (False, 0)
    case = house.rows("SELECT is_announced, reason FROM umlauf.return_case WHERE id = %(id)s", id=back.return_id)
    assert case == [{"is_announced": False, "reason": "unannounced"}]


def test_back_in_house_it_is_queued_for_inspection_and_free_of_its_contract(house: Business, rented: Rented) -> None:
    place = house.place(f"Annahme {uuid4()}").place_id
    house.pass_days(2)
    take_back(house, rented.assets[0], place_id=place)
    row = house.rows(
        "SELECT a.status, a.readiness, a.holder_line_id, a.place_id, r.status AS work, upper_inf(x.during) AS held"
        " FROM umlauf.asset a JOIN umlauf.refurbishment r ON r.asset_id = a.id"
        " JOIN umlauf.assignment x ON x.asset_id = a.id WHERE a.id = %(id)s",
        id=rented.assets[0],
    )
    assert row == [
        {
            "status": "to_repair",
            "readiness": "not_ready",
            "holder_line_id": None,
            "place_id": place,
            "work": "queued",
            "held": False,
        }
    ]


def test_scanned_twice_it_came_back_once(house: Business, rented: Rented) -> None:
    take_back(house, rented.assets[0])
    with pytest.raises(AlreadyTakenBack):
        take_back(house, rented.assets[0])


def test_what_is_not_out_cannot_come_back(house: Business) -> None:
    shelf = house.receive(house.product(sku=f"K-{uuid4()}")).asset_ids[0]
    with pytest.raises(NotOut):
        take_back(house, shelf)
    with pytest.raises(UnknownAsset):
        take_back(house, AssetId(uuid4()))


def test_a_return_is_announced_for_what_is_out_and_a_day_to_come(house: Business, rented: Rented) -> None:
    with pytest.raises(ReturnDateInThePast):
        announce(house, rented, -1)
    announce(house, rented, 0)
    with pytest.raises(NothingOut):
        announce(house, rented)
    for asset in rented.assets:
        take_back(house, asset)
    with pytest.raises(NothingOut):
        announce(house, rented)


def test_a_thing_goes_out_and_comes_back_and_goes_out_on_one_day(house: Business) -> None:
    """The holdings follow each other without overlap, to the instant."""
    bike = house.product(sku=f"K-{uuid4()}")
    asset = house.receive(bike).asset_ids[0]
    for _ in range(3):
        shipment = house.order(house.customer(), bike).shipment_id
        for step in (PickAsset(shipment, asset), FinishPacking(shipment), DispatchShipment(shipment)):
            house.do(Seat.WAREHOUSE, step)
        take_back(house, asset)
        house.do(Seat.WAREHOUSE, StartRefurbishment(asset))
        house.do(Seat.WAREHOUSE, FinishRefurbishment(asset, True, 1, ()))
        house.clock.advance(days(1) / 24)
    held = house.rows("SELECT during FROM umlauf.assignment WHERE asset_id = %(id)s ORDER BY during", id=asset)
    assert len(held) == 3
