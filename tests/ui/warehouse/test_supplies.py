"""Counted goods at a station: chosen by touch or scan, received, counted, and what moved."""

from datetime import timedelta

from PySide6.QtCore import Qt

from domain.application import Seat
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.shipping.pick_consumable import PickConsumable
from domain.supplies.count_supplies import CountSupplies
from domain.supplies.receive_supplies import ReceiveSupplies
from tests.ui.warehouse.conftest import Floor
from ui.sounds import Sound
from ui.warehouse.shipping.parts import where
from ui.warehouse.shipping.view import ShipPage
from ui.warehouse.supplies.forms import COUNT
from ui.warehouse.supplies.view import SuppliesPage
from ui.warehouse.tasks.view import TasksPage


def opened(floor: Floor, *, places: bool = True) -> SuppliesPage:
    business = floor.business
    business.product("Kettenöl", kind=LineKind.SALE, product_kind=ProductKind.CONSUMABLE, sku="OIL", price="9.00")
    if places:
        business.place("C-04")
    return floor.open("supplies", SuppliesPage)


def type_in(page: SuppliesPage, form: str, name: str, words: str) -> None:
    getattr(page.forms, form)[name].editor.setText(words)


def shown(page: SuppliesPage) -> list[tuple[str, str, str]]:
    model = page.shelves.model
    return [(model.shown(n, 0), model.shown(n, 2), model.shown(n, 3)) for n in range(len(model.rows))]


def test_what_comes_in_is_typed_and_stands_in_the_list(floor: Floor) -> None:
    page = opened(floor)
    assert shown(page) == [("Kettenöl", "", "")]
    assert not page.forms.receive.isEnabled()
    page.shelves.view.selectRow(0)
    floor.settle()
    floor.press(page.forms.receive.click)
    assert floor.line.given == [], "without a number nothing is booked"
    type_in(page, "received", "pieces", "12")
    type_in(page, "received", "note", "LS 4711")
    floor.press(page.forms.receive.click)
    [given] = floor.line.given
    assert isinstance(given, ReceiveSupplies)
    assert (given.quantity, given.note) == (12, "LS 4711")
    assert shown(page) == [("Kettenöl", "C-04", "12")]
    [moved] = page.moves.rows()
    assert (moved.quantity, moved.on_hand, moved.who, moved.reason) == (12, 12, "Mehmet", "LS 4711")
    assert page.forms.received["pieces"].editor.text() == "", "ready for the next one"


def test_a_count_that_differs_asks_why_beside_the_field(floor: Floor) -> None:
    page = opened(floor)
    [oil] = page.shelves.rows()
    [place] = floor.desk.floor.places()
    floor.business.do(Seat.WAREHOUSE, ReceiveSupplies(oil.variant_id, place.id, 12))
    page = floor.open("supplies", SuppliesPage, "OIL")
    page.on_changes(frozenset({"supplies"}))
    floor.settle()
    page.shelves.view.selectRow(0)
    page.forms.tabs.setCurrentIndex(COUNT)
    type_in(page, "counted", "pieces", "11")
    floor.press(page.forms.count.click)
    assert "you counted 11" in page.forms.counted["reason"].editor.accessibleDescription()
    type_in(page, "counted", "reason", "eine ausgelaufen")
    floor.press(page.forms.count.click)
    assert isinstance(floor.line.given[-1], CountSupplies)
    assert shown(page) == [("Kettenöl", "C-04", "11")]


def test_without_a_place_it_says_who_adds_one(floor: Floor) -> None:
    page = opened(floor, places=False)
    page.shelves.view.selectRow(0)
    assert not page.forms.receive.isEnabled()
    assert "owner adds places" in page.forms._known.text()


def test_a_scan_chooses_a_place_and_what_is_no_supply_is_refused(floor: Floor) -> None:
    page = opened(floor)
    other = floor.business.place("A-01")
    page.on_changes(frozenset({"places"}))
    floor.settle()
    page.shelves.view.selectRow(0)
    floor.scan(other.code)
    assert page.forms.received["place"].value() == other.place_id
    assert floor.sound is Sound.ACCEPTED
    floor.scan("nobody knows this")
    assert floor.sound is Sound.REFUSED


def test_who_picks_more_than_counted_hears_so_and_the_task_leads_to_the_shelf(floor: Floor) -> None:
    page = opened(floor)
    business = floor.business
    [oil] = page.shelves.rows()
    [place] = floor.desk.floor.places()
    business.do(Seat.WAREHOUSE, CountSupplies(oil.variant_id, place.id, 0))
    business.clock.advance(timedelta(minutes=1))
    supply = {"kind": LineKind.SALE, "product_kind": ProductKind.CONSUMABLE}
    product = business.product("Bremse", sku="BR", price="9.00", **supply)
    order = business.order(business.customer(), product)
    ship = floor.open("ship", ShipPage, str(order.shipment_id))
    business.do(Seat.WAREHOUSE, CountSupplies(product.variant_ids[0], place.id, 0))
    ship.on_changes(frozenset({"shipments"}))
    floor.settle()
    [line] = floor.desk.floor.shipment(str(order.shipment_id)).lines
    assert where(line) == "C-04 · none on hand by the books"
    floor.press(lambda: ship.lane.do(lambda: ship.packing.count_one(product.variant_ids[0])))
    assert "count the shelf" in floor.answer.detail
    assert isinstance(floor.line.given[-1], PickConsumable)
    tasks = floor.open("tasks", TasksPage)
    [task] = tasks.tasks.rows()
    assert (task.subject, tasks.tasks.model.shown(0, 0)) == ("BR", "More picked than counted")
    tasks.tasks.view.selectRow(0)
    assert "count it" in tasks.advice.text()
    floor.press(tasks.open.click)
    assert floor.window.current_page() is page
    chosen = page.shelves.current()
    assert chosen is not None
    assert chosen.sku == "BR"


def test_enter_in_the_list_goes_to_the_button(floor: Floor) -> None:
    page = opened(floor)
    page.shelves.view.selectRow(0)
    page.shelves.view.setFocus()
    floor.qtbot.keyClick(page.shelves.view, Qt.Key.Key_Return)
    assert page.forms.chosen is not None
