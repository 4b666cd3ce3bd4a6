"""Picking, packing, sending: each wrong scan gets an answer of its own, and changes nothing."""

from collections.abc import Iterator
from itertools import product
from uuid import UUID, uuid4

import pytest

from domain.application import Envelope, Seat
from domain.assets.model import UnknownAsset
from domain.assets.status import Condition, Kind, Status
from domain.catalog.add_product import AddProduct, NewPlan, NewVariant
from domain.catalog.model import BundleItem, ProductKind
from domain.contracts.model import LineKind
from domain.errors import AppError, Conflict
from domain.ids import AssetId, CommandId, ShipmentId
from domain.money import Money
from domain.orders.model import QuantityWrong
from domain.returns.model import NotOut
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.model import (
    SHIPMENT_TRANSITIONS,
    AlreadyPicked,
    AssetNotInStock,
    IllegalShipmentTransition,
    LinesOpen,
    NothingOpen,
    NotPicked,
    ShipmentAction,
    ShipmentStatus,
    UnknownShipment,
    WrongProduct,
    shipment_after,
)
from domain.shipping.pick_asset import PickAsset
from domain.shipping.pick_consumable import PickConsumable
from domain.shipping.unpick_asset import AssetUnpicked, UnpickAsset
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[Business]:
    with open_business(server) as opened:
        yield opened


@pytest.fixture
def goods(house: Business) -> object:
    return house.product(sku=f"K-{uuid4()}")


def asked_for(house: Business, *products: object, quantity: int = 1) -> ShipmentId:
    return house.order(house.customer(), *products, quantity=quantity).shipment_id


def status(house: Business, asset: AssetId) -> str:
    found: str = house.rows("SELECT status FROM umlauf.asset WHERE id = %(id)s", id=asset)[0]["status"]
    return found


@pytest.mark.parametrize(("at", "action"), sorted(set(product(ShipmentStatus, ShipmentAction))))
def test_every_step_of_a_shipment_is_in_its_table_or_refused(at: ShipmentStatus, action: ShipmentAction) -> None:
    if (at, action) in SHIPMENT_TRANSITIONS:
        assert shipment_after(at, action) is SHIPMENT_TRANSITIONS[at, action]
    else:
        with pytest.raises(IllegalShipmentTransition):
            shipment_after(at, action)


def test_the_right_thing_is_reserved_and_counted(house: Business, goods: object) -> None:
    shipment, asset = asked_for(house, goods, quantity=2), house.receive(goods).asset_ids[0]
    picked = house.do(Seat.WAREHOUSE, PickAsset(shipment, asset))
    assert (picked.done, picked.wanted, status(house, asset)) == (1, 2, Status.RESERVED)


def test_the_same_scan_again_is_a_duplicate_and_not_counted(house: Business, goods: object) -> None:
    shipment, asset = asked_for(house, goods, quantity=2), house.receive(goods).asset_ids[0]
    house.do(Seat.WAREHOUSE, PickAsset(shipment, asset))
    with pytest.raises(AlreadyPicked) as refused:
        house.do(Seat.WAREHOUSE, PickAsset(shipment, asset))
    assert isinstance(refused.value, Conflict)
    done = house.rows("SELECT sum(done) AS n FROM umlauf.shipment_line WHERE shipment_id = %(id)s", id=shipment)
    assert done == [{"n": 1}]


def test_the_wrong_product_says_what_is_wanted(house: Business, goods: object) -> None:
    other = house.product("Lastenrad", sku=f"L-{uuid4()}")
    shipment, asset = asked_for(house, goods), house.receive(other).asset_ids[0]
    with pytest.raises(WrongProduct) as refused:
        house.do(Seat.WAREHOUSE, PickAsset(shipment, asset))
    assert refused.value.facts["wanted"] == "E-Bike Kiez 3 · M"
    assert status(house, asset) == Status.IN_STOCK


def test_one_too_many_finds_no_open_line(house: Business, goods: object) -> None:
    shipment, assets = asked_for(house, goods), house.receive(goods, "", "").asset_ids
    house.do(Seat.WAREHOUSE, PickAsset(shipment, assets[0]))
    with pytest.raises(NothingOpen):
        house.do(Seat.WAREHOUSE, PickAsset(shipment, assets[1]))


def test_what_is_out_or_promised_elsewhere_cannot_be_picked(house: Business, goods: object) -> None:
    first, second = asked_for(house, goods), asked_for(house, goods)
    asset = house.receive(goods).asset_ids[0]
    house.do(Seat.WAREHOUSE, PickAsset(first, asset))
    for step in (FinishPacking(first), DispatchShipment(first)):
        with pytest.raises(AssetNotInStock) as refused:
            house.do(Seat.WAREHOUSE, PickAsset(second, asset))
        assert refused.value.facts["status"] == status(house, asset)
        house.do(Seat.WAREHOUSE, step)
    with pytest.raises(AssetNotInStock):
        house.do(Seat.WAREHOUSE, PickAsset(second, asset))


def test_an_unknown_thing_or_shipment_is_not_found(house: Business, goods: object) -> None:
    shipment, asset = asked_for(house, goods), house.receive(goods).asset_ids[0]
    with pytest.raises(UnknownAsset):
        house.do(Seat.WAREHOUSE, PickAsset(shipment, AssetId(uuid4())))
    with pytest.raises(UnknownShipment):
        house.do(Seat.WAREHOUSE, PickAsset(ShipmentId(uuid4()), asset))


def test_the_last_scan_can_be_taken_back_and_scanned_again(house: Business, goods: object) -> None:
    shipment, asset = asked_for(house, goods), house.receive(goods).asset_ids[0]
    for _ in range(3):
        house.do(Seat.WAREHOUSE, PickAsset(shipment, asset))
        undone = house.do(Seat.WAREHOUSE, UnpickAsset(shipment, asset))
        assert (undone.done, status(house, asset)) == (0, Status.IN_STOCK)
    with pytest.raises(NotPicked):
        house.do(Seat.WAREHOUSE, UnpickAsset(shipment, asset))


def test_taken_out_after_it_was_moved_it_keeps_its_new_place(house: Business, goods: object) -> None:
    """The undo means the scan, not whatever happened last: the thing is free again and lies where it was put."""
    shipment, asset = asked_for(house, goods), house.receive(goods).asset_ids[0]
    place = house.place(f"Packtisch {uuid4()}").place_id
    house.do(Seat.WAREHOUSE, PickAsset(shipment, asset))
    command, gate = UnpickAsset(shipment, asset), house.seats[Seat.WAREHOUSE][2]

    def moved(unit: object, clock: object) -> AssetUnpicked:
        thing = unit.assets.get(asset)
        unit.assets.append(*thing.record(Kind.MOVED, unit.context, clock.now(), {"place": str(place)}))
        return AssetUnpicked(shipment, asset, thing.code, 0, 1)

    gate.submit(Envelope(CommandId(uuid4()), command, house.seat(Seat.WAREHOUSE)[1]), moved)
    house.do(Seat.WAREHOUSE, command)
    row = house.rows("SELECT status, place_id, holder_line_id FROM umlauf.asset WHERE id = %(id)s", id=asset)
    assert row == [{"status": "in_stock", "place_id": place, "holder_line_id": None}]
    assert house.do(Seat.WAREHOUSE, PickAsset(shipment, asset)).done == 1


def test_a_parcel_is_closed_when_full_and_sent_when_closed(house: Business, goods: object) -> None:
    shipment, asset = asked_for(house, goods), house.receive(goods).asset_ids[0]
    with pytest.raises(LinesOpen):
        house.do(Seat.WAREHOUSE, FinishPacking(shipment))
    with pytest.raises(IllegalShipmentTransition):
        house.do(Seat.WAREHOUSE, DispatchShipment(shipment))
    house.do(Seat.WAREHOUSE, PickAsset(shipment, asset))
    house.do(Seat.WAREHOUSE, FinishPacking(shipment))
    for late in (UnpickAsset(shipment, asset), FinishPacking(shipment)):
        with pytest.raises(AppError):
            house.do(Seat.WAREHOUSE, late)
    house.do(Seat.WAREHOUSE, DispatchShipment(shipment))
    with pytest.raises(IllegalShipmentTransition):
        house.do(Seat.WAREHOUSE, DispatchShipment(shipment))


def test_counted_pieces_go_in_and_out_never_beyond(house: Business) -> None:
    oil = house.product("Öl", kind=LineKind.SALE, product_kind=ProductKind.CONSUMABLE, price="9.00", sku=f"O-{uuid4()}")
    shipment, variant = asked_for(house, oil, quantity=3), oil.variant_ids[0]
    assert house.do(Seat.WAREHOUSE, PickConsumable(shipment, variant, 2)).done == 2
    for wrong in (2, -3, 0):
        with pytest.raises(QuantityWrong):
            house.do(Seat.WAREHOUSE, PickConsumable(shipment, variant, wrong))
    assert house.do(Seat.WAREHOUSE, PickConsumable(shipment, variant, -1)).done == 1
    assert house.do(Seat.WAREHOUSE, PickConsumable(shipment, variant, 2)).done == 3
    with pytest.raises(NothingOpen):
        house.do(Seat.WAREHOUSE, PickConsumable(shipment, variant))


def test_what_is_sold_leaves_for_good(house: Business) -> None:
    lock = house.product("Schloss", kind=LineKind.SALE, price="49.00", sku=f"S-{uuid4()}")
    place = house.place(f"P-{uuid4()}").place_id
    shipment, asset = asked_for(house, lock), house.receive(lock).asset_ids[0]
    _send(house, shipment, asset)
    row = house.rows("SELECT status, place_id, holder_line_id FROM umlauf.asset WHERE id = %(id)s", id=asset)
    assert row == [{"status": "sold", "place_id": None, "holder_line_id": None}]
    assert house.rows("SELECT FROM umlauf.assignment WHERE asset_id = %(id)s", id=asset) == []
    with pytest.raises(NotOut):
        house.do(Seat.WAREHOUSE, TakeBackAsset(asset, Condition.USED, place_id=place))


def _send(house: Business, shipment: ShipmentId, *assets: UUID) -> None:
    for asset in assets:
        house.do(Seat.WAREHOUSE, PickAsset(shipment, AssetId(asset)))
    house.do(Seat.WAREHOUSE, FinishPacking(shipment))
    house.do(Seat.WAREHOUSE, DispatchShipment(shipment))


@pytest.mark.parametrize(("kind", "ends_as"), [(LineKind.RENTAL, "rented"), (LineKind.SALE, "sold")])
def test_the_parts_of_a_bundle_go_as_the_bundle_is_agreed(house: Business, kind: LineKind, ends_as: str) -> None:
    """Rented as a set its parts come back one by one; sold as a set none does. What is a service is not carried."""
    bike, seat = (house.product(name, sku=f"{name}-{uuid4()}") for name in ("Rad", "Kindersitz"))
    cover = house.product("Schutz", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, sku=f"I-{uuid4()}")
    items = tuple(BundleItem(each.variant_ids[0], 1) for each in (bike, seat, cover))
    bundle = house.do(
        Seat.OWNER,
        AddProduct(
            "Familienset",
            "bike",
            ProductKind.GOODS,
            (NewVariant(f"B-{uuid4()}", items=items),),
            (NewPlan("Set", kind, Money.of("99.00")),),
        ),
    )
    assets = [house.receive(each).asset_ids[0] for each in (bike, seat)]
    _send(house, asked_for(house, bundle), *assets)
    assert {status(house, asset) for asset in assets} == {ends_as}
