"""What a till finds, under its own login: what is sold, who stands there, which thing is free and where it lies."""

import pytest

from domain.application import Seat
from domain.assets.model import UnknownAsset
from domain.customers.model import Address, PersonalData, UnknownCustomer
from domain.customers.register_customer import RegisterCustomer
from domain.ids import AssetId, CustomerId, new_uuid
from domain.shipping.pick_asset import PickAsset
from storage.queries.till_page import TillPage
from tests.storage.business import Business


def test_the_till_finds_goods_things_and_people(business: Business) -> None:
    bike, lock = business.product(), business.product("Faltschloss 90", sku="LOCK-90", price="49.00")
    received = business.receive(bike, "WX-1", "WX-2")
    page = TillPage(business.connection(Seat.POS))

    assert [row.sku for row in page.goods("kiez").rows] == ["KIEZ3-M"]
    assert page.goods("kiez").rows[0].free == 2
    assert {row.sku for row in page.goods("", "bike").rows} == {"KIEZ3-M", "LOCK-90"}
    assert not page.goods("", "helmet").rows
    assert page.categories() == ("bike",)
    assert page.one(lock.variant_ids[0]).plans[0].price.minor == 49_00

    first = page.unit(received.asset_ids[0])
    assert (first.code, first.variant_id, first.is_free) == (received.codes[0], bike.variant_ids[0], True)
    assert [unit.code for unit in page.units(bike.variant_ids[0])] == sorted(received.codes)
    placed = business.order(business.customer(), bike)
    assert placed.shipment_id is not None
    business.do(Seat.WAREHOUSE, PickAsset(placed.shipment_id, first.id))
    assert not page.unit(first.id).is_free
    assert [unit.code for unit in page.units(bike.variant_ids[0])] == [received.codes[1]]
    assert page.check_of(placed.order_number) is None
    with pytest.raises(UnknownAsset):
        page.unit(AssetId(new_uuid(business.clock.now(), business.entropy)))


def test_people_are_found_by_whatever_they_name_and_doubles_are_noticed(business: Business) -> None:
    personal = PersonalData(
        "Jörg", "Öztürk", email="joerg@example.org", phone="030 123456", address=Address("Am Ufer 1", "10997", "Berlin")
    )
    known = business.do(Seat.POS, RegisterCustomer(personal))
    business.customer()
    page = TillPage(business.connection(Seat.POS))
    for words in ("oeztuerk", "joerg@example", known.number, "030 123456"):
        assert [each.number for each in page.customers(words)] == [known.number], words
    assert page.customers(" ") == ()
    assert page.customer(known.customer_id).personal == personal
    with pytest.raises(UnknownCustomer):
        page.customer(CustomerId(new_uuid(business.clock.now(), business.entropy)))

    assert [each.number for each in page.alike(PersonalData("J.", "O.", email="JOERG@example.org"))] == [known.number]
    same = PersonalData("jörg", "Öztürk", address=Address("Anderswo 2", "10997", "Berlin"))
    assert [each.number for each in page.alike(same)] == [known.number]
    other = PersonalData("Jörg", "Öztürk", address=Address("Am Markt 1", "20095", "Hamburg"))
    assert page.alike(other) == ()
