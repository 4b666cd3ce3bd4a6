"""The warehouse's questions on a real Postgres, asked under the seat's own login."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.model import UnknownAsset
from domain.assets.status import Condition, Grade, Kind, Status
from domain.assets.undo_receipt import UndoReceipt
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.ids import AssetId
from domain.money import Money
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.model import CheckResult, NotQueued, PartUsed, RefurbishmentStatus
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.announce_return import AnnounceReturn
from domain.returns.replace_asset import ReplaceAsset, ReplaceReason
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.model import ShipmentStatus, UnknownShipment
from domain.shipping.pick_asset import PickAsset
from domain.views.floor import UnknownReturn
from storage.queries.floor import FloorBook
from tests.storage.business import Business
from tests.storage.queries.office import START, insurance, send


def floor(business: Business, seat: Seat = Seat.WAREHOUSE) -> FloorBook:
    return FloorBook(business.connection(seat))


def test_what_can_be_received_leaves_services_out(business: Business) -> None:
    bike = business.product()
    insurance(business)
    things = business.receive(bike, "SN-1", "SN-2")
    asked = floor(business)

    (row,) = asked.variants("").rows
    assert (row.title, row.sku, row.free) == ("E-Bike Kiez 3 · M", "KIEZ3-M", 2)
    assert asked.variants("kiez m").rows == (row,)
    assert asked.variants("%").rows == ()
    assert asked.variant(bike.variant_ids[0]) == row
    order = business.order(business.customer(), bike)
    business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, things.asset_ids[0]))
    assert asked.variant(bike.variant_ids[0]).free == 1


def test_receipts_of_the_day_say_whether_they_can_be_taken_back(business: Business) -> None:
    bike = business.product()
    early = business.clock.now()
    first = business.receive(bike, "SN-1", "SN-2")
    business.clock.advance(timedelta(hours=1))
    second = business.receive(bike, "SN-3")
    asked = floor(business)

    rows = asked.receipts(early)
    assert [(row.codes, row.can_undo, row.person) for row in rows] == [
        (second.codes, True, "Mehmet"),
        (first.codes, True, "Mehmet"),
    ]
    assert [row.codes for row in asked.receipts(business.clock.now())] == [second.codes]
    business.do(Seat.WAREHOUSE, UndoReceipt(second.asset_ids))
    order = business.order(business.customer(), bike)
    business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, first.asset_ids[0]))
    assert [(row.is_undone, row.can_undo) for row in asked.receipts(early)] == [(True, False), (False, False)]


def test_a_shipment_shows_what_to_fetch_next_and_counts_what_fills_a_line(business: Business) -> None:
    bike, lock = business.product(), business.product("Faltschloss 90", kind=LineKind.SALE, price="49.00", sku="LOCK")
    bikes, locks = business.receive(bike, "SN-1"), business.receive(lock)
    placed = business.order(business.customer(), bike, insurance(business), lock)
    asked = floor(business)

    (row,) = asked.shipments("brückner").rows
    assert (row.order_number, row.customer, row.city) == (placed.order_number, "Jonas Brückner", "Berlin")
    assert (row.done, row.wanted, row.status) == (0, 2, ShipmentStatus.OPEN)
    page = asked.shipment(placed.order_number)
    assert page == asked.shipment(placed.shipment_number) == asked.shipment(str(placed.order_id))
    assert page.recipient.address.street == "Kastanienallee 12"
    assert page.next_line is not None
    assert (page.next_line.title, page.next_line.free) == ("E-Bike Kiez 3 · M", 1)

    business.do(Seat.WAREHOUSE, PickAsset(placed.shipment_id, bikes.asset_ids[0]))
    page = asked.shipment(placed.shipment_number)
    assert (page.row.done, page.lines[0].code, page.lines[0].serial) == (1, bikes.codes[0], "SN-1")
    assert page.next_line is not None
    assert page.next_line.title == "Faltschloss 90 · M"
    send(business, placed, locks)
    assert asked.shipments().rows == ()
    assert asked.shipment(placed.order_number).row.status is ShipmentStatus.DISPATCHED
    with pytest.raises(UnknownShipment):
        asked.shipment("SH-009999-X")


def test_the_delivery_note_names_every_thing(business: Business) -> None:
    bike = business.product()
    things = business.receive(bike, "SN-1")
    placed = business.order(business.customer(), bike)
    business.do(Seat.WAREHOUSE, PickAsset(placed.shipment_id, things.asset_ids[0]))

    sheet = floor(business).delivery_sheet(placed.shipment_id, START)
    assert (sheet.number, sheet.order_number, sheet.prepared_on) == (placed.shipment_number, placed.order_number, START)
    assert sheet.recipient.name == "Jonas Brückner"
    assert [(line.title, line.asset_code, line.serial) for line in sheet.lines] == [
        ("E-Bike Kiez 3 · M", things.codes[0], "SN-1")
    ]


def test_a_thing_that_comes_back_knows_who_had_it_and_what_else_is_expected(business: Business) -> None:
    bike = business.product()
    things = business.receive(bike, "SN-1", "SN-2")
    order = business.order(business.customer(), bike, quantity=2)
    for asset_id in things.asset_ids:
        business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, asset_id))
    send(business, order)
    business.pass_days(10)
    asked = floor(business)

    simply_there = asked.coming_back(things.asset_ids[0])
    assert simply_there.holder is not None
    assert (simply_there.holder.customer, simply_there.holder.contract) == ("Jonas Brückner", order.contract_number)
    assert simply_there.case is None
    assert asked.returns().rows == ()

    back_by = START + timedelta(days=20)
    announced = business.do(Seat.BACKOFFICE, AnnounceReturn(order.contract_id, back_by))
    (row,) = asked.returns().rows
    assert (row.number, row.customer, row.return_until) == (announced.number, "Jonas Brückner", back_by)
    assert (row.received, row.wanted) == (0, 2)
    business.do(Seat.WAREHOUSE, TakeBackAsset(things.asset_ids[0], Condition.USED, Grade.B))
    case = asked.coming_back(things.asset_ids[1]).case
    assert case is not None
    assert [(line.code, line.grade) for line in case.lines] == [(things.codes[1], None), (things.codes[0], Grade.B)]
    assert asked.coming_back(things.asset_ids[0]).holder is None
    business.do(Seat.WAREHOUSE, TakeBackAsset(things.asset_ids[1], Condition.USED))
    assert asked.returns().rows == ()
    assert asked.return_case(announced.number).row.received == 2
    with pytest.raises(UnknownReturn):
        asked.return_case("RT-009999-X")


def test_the_workshop_sees_what_waits_what_is_in_work_and_what_was_done(business: Business) -> None:
    business.checklist()
    bike = business.product()
    tube = business.product("Schlauch 28", product_kind=ProductKind.CONSUMABLE, kind=LineKind.CONSUMABLE, sku="TUBE")
    things = business.receive(bike, "SN-1", "SN-2")
    order = business.order(business.customer(), bike, quantity=2)
    for asset_id in things.asset_ids:
        business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, asset_id))
    send(business, order)
    asked = floor(business)
    for asset_id in things.asset_ids:
        business.clock.advance(timedelta(hours=1))
        business.do(Seat.WAREHOUSE, TakeBackAsset(asset_id, Condition.USED, Grade.B))
    assert [row.asset.code for row in asked.refurbishments().rows] == list(things.codes), "who waits longest is first"

    business.do(Seat.WAREHOUSE, StartRefurbishment(things.asset_ids[1]))
    rows = asked.refurbishments().rows
    assert [(row.asset.code, row.status) for row in rows] == [
        (things.codes[1], RefurbishmentStatus.IN_WORK),
        (things.codes[0], RefurbishmentStatus.QUEUED),
    ]
    page = asked.refurbishment(things.asset_ids[1])
    assert [(point.code, point.text_de, point.text_en) for point in page.points] == [
        ("brakes", "Bremsen", "Brakes"),
        ("lights", "Licht", "Lights"),
    ]
    fine = (CheckResult("brakes", True), CheckResult("lights", True))
    part = PartUsed(tube.variant_ids[0], 2)
    business.do(Seat.WAREHOUSE, FinishRefurbishment(things.asset_ids[1], True, 25, fine, (part,), Grade.A))
    with pytest.raises(NotQueued):
        asked.refurbishment(things.asset_ids[1])
    with pytest.raises(UnknownAsset):
        asked.refurbishment(AssetId(uuid4()))


def rented_and_refurbished(business: Business) -> AssetId:
    """Forty days with a customer, then half an hour and a part in the workshop."""
    business.checklist()
    bike, lock = business.product(), business.product("Faltschloss 90", kind=LineKind.SALE, price="49.00", sku="LOCK")
    bikes, locks = business.receive(bike, "SN-1"), business.receive(lock)
    send(business, business.order(business.customer(), bike, lock), bikes, locks)
    business.pass_days(40)
    business.do(Seat.WAREHOUSE, TakeBackAsset(bikes.asset_ids[0], Condition.USED, Grade.B))
    business.do(Seat.WAREHOUSE, StartRefurbishment(bikes.asset_ids[0]))
    fine = (CheckResult("brakes", True), CheckResult("lights", True))
    part = PartUsed(lock.variant_ids[0], 1)
    business.do(Seat.WAREHOUSE, FinishRefurbishment(bikes.asset_ids[0], True, 30, fine, (part,), Grade.A))
    return bikes.asset_ids[0]


def test_a_things_page_tells_its_life_without_money_on_the_floor(business: Business) -> None:
    asset_id = rented_and_refurbished(business)
    page = floor(business).asset(str(asset_id))
    assert page == floor(business).asset(page.row.code) == floor(business).asset("SN-1")

    assert (page.row.status, page.row.grade, page.row.serial) == (Status.IN_STOCK, Grade.A, "SN-1")
    assert page.money is None
    assert page.holder is None
    assert [(holder.customer, holder.city) for holder in page.holders] == [("Jonas Brückner", "Berlin")]
    assert page.days_rented(START) == 41, "the day it left and the day it came back count"
    sheet = floor(business).passport_sheet(asset_id, date(2026, 3, 12))
    told = [(event.kind, event.customer, event.person) for event in sheet.events]
    assert told == [
        (Kind.REPAIR_PASSED, None, "Mehmet"),
        (Kind.REPAIR_STARTED, None, "Mehmet"),
        (Kind.SENT_TO_REPAIR, None, "Mehmet"),
        (Kind.TAKEN_BACK, "Jonas Brückner", "Mehmet"),
        (Kind.SHIPPED, "Jonas Brückner", "Mehmet"),
        (Kind.PACKED, None, "Mehmet"),
        (Kind.RESERVED, None, "Mehmet"),
        (Kind.RECEIVED, None, "Mehmet"),
    ]
    assert sheet.events[0].minutes == 30
    assert sheet.events[0].cost is None
    assert (sheet.code, sheet.title, sheet.variant) == (page.row.code, "E-Bike Kiez 3", "M")
    assert (sheet.revenue, sheet.repair_cost) == (None, None)


def test_the_office_sees_what_a_thing_earned_and_cost(business: Business) -> None:
    asset_id = rented_and_refurbished(business)
    page = floor(business, Seat.BACKOFFICE).asset(page_code(business, asset_id))

    billed = business.rows(
        "SELECT sum(CASE i.kind WHEN 'credit_note' THEN -l.net_minor ELSE l.net_minor END)::bigint AS net"
        " FROM umlauf.invoice_line l JOIN umlauf.invoice i ON i.id = l.invoice_id WHERE l.title LIKE 'E-Bike%%'"
    )
    assert page.money is not None
    assert page.money.revenue == Money(billed[0]["net"])
    assert page.money.repair_cost == Money.of("930.00"), "half an hour at 60 and a part at cost"
    sheet = floor(business, Seat.BACKOFFICE).passport_sheet(asset_id, date(2026, 3, 12))
    assert sheet.events[0].cost == Money.of("930.00")


def page_code(business: Business, asset_id: AssetId) -> str:
    rows = business.rows("SELECT code FROM umlauf.asset WHERE id = %(id)s", id=asset_id)
    return str(rows[0]["code"])


def test_labels_come_in_the_order_asked_for(business: Business) -> None:
    things = business.receive(business.product(), "SN-1", "")
    labels = floor(business).labels(things.asset_ids[::-1])

    assert [(label.code, label.title, label.size, label.serial) for label in labels] == [
        (things.codes[1], "E-Bike Kiez 3", "M", None),
        (things.codes[0], "E-Bike Kiez 3", "M", "SN-1"),
    ]
    with pytest.raises(UnknownAsset):
        floor(business).labels([AssetId(uuid4())])


def test_places_are_listed_by_name(business: Business) -> None:
    business.place("C-04")
    business.place("A-01")
    assert [place.name for place in floor(business).places()] == ["A-01", "C-04"]


def test_what_goes_out_again_waits_since_it_was_opened_and_not_since_its_order(business: Business) -> None:
    """A replacement for a contract of long ago stands behind an order of yesterday."""
    bike = business.product()
    old = business.order(business.customer(), bike)
    send(business, old, business.receive(bike))
    business.pass_days(40)
    new = business.order(business.customer("Neu"), bike)
    business.pass_days(1)
    [held] = business.rows("SELECT asset_id FROM umlauf.assignment")
    business.do(Seat.BACKOFFICE, ReplaceAsset(old.contract_id, held["asset_id"], ReplaceReason.DEFECT))
    rows = floor(business).shipments().rows
    assert [(row.order_number, (row.placed_on - START).days) for row in rows] == [
        (new.order_number, 40),
        (old.order_number, 41),
    ]
