"""Ship: scan after scan into a parcel, each with its own answer, colour, sound and way back."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from domain.application import Seat
from domain.assets.codes import format_code
from domain.availability.model import OrderPromise
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.shipping.pick_asset import PickAsset
from tests.storage.business import Business
from tests.storage.trade import days, today
from tests.ui.warehouse.conftest import Floor
from ui.language import shown_date
from ui.sounds import Sound
from ui.warehouse.shipping.view import ShipPage
from ui.widgets.answer import Verdict

UNDO, CONFIRM, PRINT, NEXT = (format_code("CC", number) for number in (2, 1, 3, 4))


class Shop:
    """Two bikes in stock, one lock, a rope that is counted, and an order for a bike, a lock and two ropes."""

    def __init__(self, business: Business) -> None:
        self.bike = business.product()
        self.other = business.product("E-Bike Kiez 3 Large", sku="KIEZ3-L")
        self.lock = business.product("Faltschloss 90", kind=LineKind.SALE, price="49.00", sku="LOCK-90")
        self.customer = business.customer()
        self.bikes = business.receive(self.bike, "SN-1", "SN-2").codes
        self.large = business.receive(self.other, "SN-9").codes[0]
        self.locks = business.receive(self.lock).codes
        self.order = business.order(self.customer, self.bike, self.lock)


@pytest.fixture
def shop(business: Business) -> Shop:
    return Shop(business)


@pytest.fixture
def page(shop: Shop, floor: Floor) -> ShipPage:
    opened = floor.open("ship", ShipPage)
    floor.scan(shop.order.order_number)
    return opened


def test_the_list_shows_what_waits_and_one_touch_opens_it(shop: Shop, floor: Floor) -> None:
    page = floor.open("ship", ShipPage)
    assert [(row.customer, row.done, row.wanted) for row in page.shipments.rows()] == [("Jonas Brückner", 0, 2)]
    rect = page.shipments.view.visualRect(page.shipments.proxy.index(0, 0))
    floor.qtbot.mouseClick(page.shipments.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    floor.settle()
    assert page.parcel.isVisible()
    assert "Brückner" in page.subtitle
    assert floor.answer.verdict is Verdict.READY
    assert floor.answer.next_step.startswith("E-Bike Kiez 3")


def test_scanning_an_order_opens_its_shipment(floor: Floor, page: ShipPage, shop: Shop) -> None:
    assert floor.answer.verdict is Verdict.ACCEPTED
    assert (floor.answer.done, floor.answer.of) == (0, 2)
    assert shop.order.order_number in page.subtitle


def test_a_right_thing_is_green_counts_and_says_what_is_next(floor: Floor, page: ShipPage, shop: Shop) -> None:
    floor.scan(shop.bikes[0])
    assert floor.answer.verdict is Verdict.ACCEPTED
    assert floor.sound is Sound.ACCEPTED
    assert (floor.answer.done, floor.answer.of) == (1, 2)
    assert floor.answer.next_step.startswith("Faltschloss 90")
    first = next(iter(page.parcel.lines.rows.values()))
    assert shop.bikes[0] in first._detail.text()
    assert not page.parcel.finish.isEnabled()


def test_the_same_thing_twice_has_its_own_look_and_is_not_counted(floor: Floor, page: ShipPage, shop: Shop) -> None:
    floor.scan(shop.bikes[0], shop.bikes[0])
    assert floor.answer.verdict is Verdict.DUPLICATE
    assert floor.sound is Sound.DUPLICATE
    assert floor.answer.done == 1


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("large", "Wrong product"),
        ("second", "Complete already"),
        ("typo", "Misread"),
        ("NOBODY-KNOWS", "Unknown code"),
        ("elsewhere", "Reserved for another shipment"),
    ],
)
def test_a_wrong_scan_is_red_says_why_and_counts_nothing(
    floor: Floor, page: ShipPage, shop: Shop, business: Business, code: str, title: str
) -> None:
    floor.scan(shop.bikes[0])
    if code == "elsewhere":
        other = business.order(shop.customer, shop.lock)
        asset = business.rows("SELECT id FROM umlauf.asset WHERE code = %(code)s", code=shop.locks[0])[0]["id"]
        business.do(Seat.WAREHOUSE, PickAsset(other.shipment_id, asset))
    wrong = shop.bikes[0][:-1] + ("A" if shop.bikes[0][-1] != "A" else "B")
    scanned = {"large": shop.large, "second": shop.bikes[1], "typo": wrong, "elsewhere": shop.locks[0]}.get(code, code)
    floor.scan(scanned)
    assert (floor.answer.verdict, floor.answer.title) == (Verdict.REFUSED, title)
    assert floor.answer.detail
    assert floor.sound is Sound.REFUSED
    assert floor.answer.done == 1
    assert floor.listed[0][2] == title


def test_quick_scans_are_answered_in_their_order(floor: Floor, page: ShipPage, shop: Shop) -> None:
    floor.scan(shop.bikes[0], shop.large, shop.bikes[0], shop.locks[0])
    words = [result for _, _, result in floor.listed[:4]]
    assert words == ["Accepted", "In this shipment already", "Wrong product", "Accepted"]
    assert floor.answer.done == 2


@pytest.mark.parametrize("way", ["key", "card", "button"])
def test_the_last_scan_is_taken_back_in_three_ways(floor: Floor, page: ShipPage, shop: Shop, way: str) -> None:
    floor.scan(shop.bikes[0])
    if way == "card":
        floor.scan(UNDO)
    elif way == "key":
        floor.press(page.undo)
    else:
        floor.press(page.parcel.undo.click)
    assert (floor.answer.verdict, floor.answer.done) == (Verdict.NOTE, 0)
    floor.scan(UNDO)
    assert floor.answer.title == "Nothing to undo"
    floor.scan(shop.bikes[1])
    assert floor.answer.done == 1


def test_cards_alone_pack_print_and_dispatch(floor: Floor, page: ShipPage, shop: Shop, business: Business) -> None:
    floor.scan(CONFIRM)
    assert floor.answer.title == "Not complete yet"
    floor.scan(shop.bikes[0], shop.locks[0], CONFIRM)
    assert floor.answer.title == "Packed"
    floor.qtbot.waitUntil(lambda: len(floor.papers) == 1)
    assert floor.papers[0].read_bytes().startswith(b"%PDF")
    floor.scan(PRINT)
    floor.qtbot.waitUntil(lambda: len(floor.papers) == 2)
    floor.scan("JJD000390007123456")
    assert page.parcel.tracking.text() == "JJD000390007123456"
    floor.scan(CONFIRM)
    assert floor.answer.title == "On its way"
    assert not page.parcel.isVisible()
    assert page.shipments.rows() == []
    sent = business.rows("SELECT status, tracking FROM umlauf.shipment")
    assert sent == [{"status": "dispatched", "tracking": "JJD000390007123456"}]
    assert business.rows("SELECT count(*) AS n FROM umlauf.invoice") == [{"n": 1}]


def test_buttons_alone_pack_and_dispatch(floor: Floor, page: ShipPage, shop: Shop, business: Business) -> None:
    floor.scan(shop.bikes[0], shop.locks[0])
    assert page.parcel.finish.isEnabled()
    floor.press(page.parcel.finish.click)
    page.parcel.tracking.setFocus()
    floor.qtbot.keyClicks(page.parcel.tracking, "ABC 12345")
    floor.qtbot.waitUntil(lambda: page.parcel.tracking.text() == "ABC 12345")
    floor.press(page.parcel.dispatch.click)
    assert business.rows("SELECT status, tracking FROM umlauf.shipment")[0]["tracking"] == "ABC 12345"


def test_counted_pieces_go_in_by_scan_and_by_button(floor: Floor, shop: Shop, business: Business) -> None:
    rope = business.product(
        "Spanngurt", kind=LineKind.SALE, product_kind=ProductKind.CONSUMABLE, price="4.00", sku="ROPE"
    )
    order = business.order(shop.customer, rope, quantity=2)
    page = floor.open("ship", ShipPage)
    floor.scan(order.order_number)
    line = next(iter(page.parcel.lines.rows.values()))
    floor.press(line.add.click)
    assert (floor.answer.done, floor.answer.of) == (1, 2)
    floor.press(line.add.click)
    assert floor.answer.next_step == "finish packing"
    assert not line.add.isVisible()
    floor.scan(UNDO)
    assert floor.answer.done == 1


def test_next_card_opens_the_other_shipment(floor: Floor, page: ShipPage, shop: Shop, business: Business) -> None:
    other = business.order(shop.customer, shop.lock)
    floor.scan(NEXT)
    assert other.order_number in page.subtitle
    floor.press(floor.window.back)
    assert shop.order.order_number in page.subtitle


def test_a_thing_of_a_parcel_opens_that_parcel(floor: Floor, page: ShipPage, shop: Shop) -> None:
    floor.scan(shop.bikes[0])
    floor.press(page.parcel.leave.click)
    assert not page.parcel.isVisible()
    floor.scan(shop.bikes[0])
    assert shop.order.order_number in page.subtitle
    floor.press(page.parcel.leave.click)
    floor.scan(shop.bikes[1])
    assert floor.answer.title == "No shipment is open"


def test_a_scan_without_connection_is_kept_and_looks_so(floor: Floor, page: ShipPage, shop: Shop) -> None:
    floor.line.is_kept = True
    floor.scan(shop.bikes[0])
    assert floor.answer.verdict is Verdict.WAITING
    assert "kept" in floor.answer.detail.lower()
    assert len(floor.line.given) == 1


def test_another_station_is_seen(floor: Floor, page: ShipPage, shop: Shop, business: Business) -> None:
    asset = business.rows("SELECT id FROM umlauf.asset WHERE code = %(code)s", code=shop.bikes[0])[0]["id"]
    picked = PickAsset(shop.order.shipment_id, asset)
    event = business.do(Seat.WAREHOUSE, picked)
    floor.press(lambda: floor.changes.touch(event.touched()))
    assert page.state.page is not None
    assert page.state.page.row.done == 1


def test_command_cards_are_printed_with_the_codes_that_work(floor: Floor, shop: Shop) -> None:
    page = floor.open("ship", ShipPage)
    floor.press(page.cards.click)
    text = "".join(sheet.extract_text() for sheet in PdfReader(floor.papers[0]).pages)
    assert all(code in text for code in (CONFIRM, UNDO, PRINT, NEXT))


def test_what_is_promised_for_later_is_not_the_next_parcel(floor: Floor, shop: Shop, business: Business) -> None:
    """It stands below what is due, says from when on it is packed, and can be packed all the same."""
    later = today(business) + days(10)
    items = (OrderedItem(shop.bike.variant_ids[0], 1, shop.bike.plan_ids[0]),)
    promise = OrderPromise(later)
    order = business.do(Seat.BACKOFFICE, PlaceOrder(shop.customer.customer_id, items, promise=promise))
    page = floor.open("ship", ShipPage)
    assert [row.order_number for row in page.shipments.rows()] == [shop.order.order_number, order.order_number]
    floor.scan(shop.order.order_number)
    floor.scan(NEXT)
    assert shop.order.order_number in page.subtitle, "nothing else is due"
    floor.scan(order.order_number)
    assert floor.answer.verdict is Verdict.NOTE
    assert shown_date(later) in floor.answer.detail
    assert shown_date(later - days(2)) in floor.answer.detail
    floor.scan(shop.bikes[0])
    assert floor.answer.verdict is Verdict.ACCEPTED
    business.clock.advance(days(9))
    floor.scan(shop.order.order_number)
    floor.scan(NEXT)
    assert order.order_number in page.subtitle


def test_what_is_picked_up_is_handed_over_not_dispatched(floor: Floor, shop: Shop, business: Business) -> None:
    items = (OrderedItem(shop.bike.variant_ids[0], 1, shop.bike.plan_ids[0]),)
    order = business.do(Seat.BACKOFFICE, PlaceOrder(shop.customer.customer_id, items, is_pick_up=True))
    page = floor.open("ship", ShipPage)
    floor.scan(order.order_number, shop.bikes[0], CONFIRM)
    assert floor.answer.next_step == "hand it over"
    assert page.parcel.hand_over.isVisible()
    assert not page.parcel.dispatch.isVisible()
    floor.scan(CONFIRM)
    [event] = business.rows("SELECT kind FROM umlauf.asset_event ORDER BY recorded_at DESC LIMIT 1")
    assert event["kind"] == "handed_over"
