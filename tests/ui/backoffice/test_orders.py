"""Taking an order: by keyboard alone, with what can go wrong said beside the button."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from domain.application import Seat
from domain.assets.scan import Scan
from domain.availability.expect_receipt import ExpectReceipt
from domain.availability.move_expectation import MoveExpectation
from domain.catalog.add_product import AddProduct, NewPlan, NewVariant
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.customers.register_customer import RegisterCustomer
from domain.money import Money
from domain.orders.cancel_order import CancelOrder
from domain.orders.model import OrderStatus
from domain.orders.place_order import PlaceOrder
from tests.storage.trade import today
from tests.ui.backoffice.conftest import Office
from ui.backoffice.orders.new_order import NewOrder
from ui.backoffice.orders.view import OneOrder, orders_page
from ui.backoffice.parts import PickField
from ui.sounds import Sound
from ui.texts import refusal


def type_words(line: QLineEdit, words: str) -> None:
    """As by an input method: QTest's own keys know no umlauts."""
    line.setText(words)
    line.textEdited.emit(words)


def type_and_pick(office: Office, field: PickField, words: str) -> None:
    """Types, waits for the hits, takes the first with Enter."""
    type_words(field.line, words)
    office.qtbot.waitUntil(field.hits.isVisible, timeout=3000)
    office.qtbot.keyClick(field.line, Qt.Key.Key_Return)
    office.settle()


def test_an_order_is_taken_with_the_keyboard_alone(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    bike = business.product()
    business.receive(bike, "SN-1")
    business.customer("Brückner")
    page = desk_of_anna.show(NewOrder(desk_of_anna.desk, desk_of_anna.shell))
    assert isinstance(page, NewOrder)

    type_and_pick(desk_of_anna, page.customer_search, "brückner")
    type_and_pick(desk_of_anna, page.product_search, "kiez")
    assert page.lines.rows[0].sum.text() == "€79.00"
    desk_of_anna.qtbot.keyClick(page.lines.rows[0].quantity, Qt.Key.Key_Up)
    assert page.lines.rows[0].hint.text() == "Only 1 ready in stock"
    none_there = replace(page.lines.rows[0]._each, variant=replace(page.lines.rows[0]._each.variant, free=0))
    page.lines.rows[0].show_sum(none_there)
    assert page.lines.rows[0].hint.text() == "None ready in stock"
    price = page.lines.rows[0].price.editor
    price.clear()
    desk_of_anna.qtbot.keyClicks(price, "0")
    page.note.set_value("Bitte klingeln")
    desk_of_anna.settle()
    assert "No day is in sight; missing: 1 × E-Bike Kiez 3 · M. The order is taken" in page.promised.words.text()
    page.promised.choice.set_value(True)
    desk_of_anna.settle()
    assert "is missing: 1 × E-Bike Kiez 3 · M" in page.promised.words.text()
    page.place.click()
    desk_of_anna.settle()
    assert "say why" in page.problem.text()
    page.promised.because.set_value("Das zweite kommt am Freitag")
    page.place.click()
    desk_of_anna.settle()

    _refused, command = desk_of_anna.given
    assert isinstance(command, PlaceOrder)
    assert (command.items[0].quantity, command.items[0].price, command.note) == (2, Money.of("0.00"), "Bitte klingeln")
    (row,) = business.rows("SELECT number FROM umlauf.contract")
    page._go_contract.click()
    assert desk_of_anna.shell.opened == [("contract", row["number"])]


def test_the_day_of_the_goods_is_the_earliest_or_one_of_our_choice(desk_of_anna: Office) -> None:
    """It is looked at again when somebody else takes one; what nobody can keep is taken without a day."""
    office, business = desk_of_anna, desk_of_anna.business
    bike, day = business.product(), today(desk_of_anna.business)
    kind, customer = bike.variant_ids[0], business.customer()
    coming = business.do(Seat.BACKOFFICE, ExpectReceipt(kind, 1, day + timedelta(days=10)))
    page = office.show(NewOrder(office.desk, office.shell), customer.number)
    assert isinstance(page, NewOrder)
    type_and_pick(office, page.product_search, "kiez")
    assert "from 10 Feb 2026 on" in page.promised.words.text()
    page.promised.choice.set_value(True)
    office.settle()
    assert page.promised.words.text() == "All of it is there on 10 Feb 2026."
    page.promised.day.set_value(day + timedelta(days=3))
    office.settle()
    assert "The first day with all of it: 10 Feb 2026" in page.promised.words.text()
    assert page.promised.because.isVisibleTo(page)
    page.promised.choice.set_value(False)
    business.do(Seat.BACKOFFICE, MoveExpectation(coming.expectation_id, day + timedelta(days=12), 1))
    office.shell.services.changes.touch(("availability",))
    office.settle()
    page.place.click()
    office.settle()
    assert "Promised for 12 Feb 2026" in page._done_words.text()
    page._again.click()
    assert not page.promised.isVisibleTo(page)
    page.presenter.choose_customer(customer.number)
    type_and_pick(office, page.product_search, "kiez")
    assert "No day is in sight" in page.promised.words.text()
    page.place.click()
    office.settle()
    rows = business.rows("SELECT promised_on FROM umlauf.order_promise ORDER BY promised_on")
    assert [row["promised_on"] for row in rows] == [day + timedelta(days=12), None]


def test_a_negative_price_and_letters_are_refused_beside_the_field(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    business.product()
    customer = business.customer()
    page = desk_of_anna.show(NewOrder(desk_of_anna.desk, desk_of_anna.shell), customer.number)
    assert isinstance(page, NewOrder)
    type_and_pick(desk_of_anna, page.product_search, "kiez")
    price = page.lines.rows[0].price
    for typed, words in (("-5", "must not be negative"), ("viel", "is not a number")):
        price.editor.clear()
        desk_of_anna.qtbot.keyClicks(price.editor, typed)
        assert words in price._below.text()
        page.place.click()
        desk_of_anna.settle()
        assert not desk_of_anna.given
        assert "price" in page.problem.text()


def test_what_is_missing_is_said_and_nothing_is_sent(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    business.product()
    business.do(Seat.OWNER, AddProduct("Prototyp", "bike", ProductKind.GOODS, (NewVariant("PROTO"),)))
    homeless = business.customer("Weiß", address=False)
    page = desk_of_anna.show(NewOrder(desk_of_anna.desk, desk_of_anna.shell))
    assert isinstance(page, NewOrder)
    page.place.click()
    assert "customer" in page.problem.text()
    type_and_pick(desk_of_anna, page.product_search, "proto")
    assert "Prototyp has no price plan" in page.problem.text()
    page.presenter.choose_customer(homeless.number)
    desk_of_anna.settle()
    type_and_pick(desk_of_anna, page.product_search, "kiez")
    page.place.click()
    assert "no full postal address" in page.problem.text()
    assert not desk_of_anna.given


def test_a_new_customer_is_taken_in_inside_of_the_order(desk_of_anna: Office) -> None:
    page = desk_of_anna.show(NewOrder(desk_of_anna.desk, desk_of_anna.shell))
    assert isinstance(page, NewOrder)
    type_words(page.customer_search.line, "Zoë Šimečková")
    page._on_new_customer()
    form = page.form.form
    assert (form["given_name"].value(), form["family_name"].value()) == ("Zoë", "Šimečková")
    form["street"].set_value("Mariahilfer Straße 1")
    page._on_save_customer()
    assert form["postcode"].editor.property("wrong") == "true", "half an address is none"
    form["postcode"].set_value("1060")
    form["city"].set_value("Wien")
    form["email"].set_value("kein Mail")
    page._on_save_customer()
    desk_of_anna.settle()
    assert "no mail address" in form["email"]._below.text()
    form["email"].set_value("zoe@example.at")
    page._on_save_customer()
    desk_of_anna.settle()
    desk_of_anna.settle()
    assert page._name.text() == "Zoë Šimečková"
    assert all(isinstance(command, RegisterCustomer) for command in desk_of_anna.given)


def test_a_quantity_that_is_none_is_marked_and_refused(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    business.product()
    page = desk_of_anna.show(NewOrder(desk_of_anna.desk, desk_of_anna.shell), business.customer().number)
    assert isinstance(page, NewOrder)
    type_and_pick(desk_of_anna, page.product_search, "kiez")
    quantity = page.lines.rows[0].quantity
    for typed in ("0", "1000", "-1", "x"):
        type_words(quantity, typed)
        assert quantity.property("wrong") == "true"
        page.place.click()
        assert "from 1 to 999" in page.problem.text()
    assert not desk_of_anna.given


def test_the_delivery_note_of_a_shipment_is_drawn_and_shown(desk_of_anna: Office) -> None:
    placed = desk_of_anna.business.order(desk_of_anna.business.customer(), desk_of_anna.business.product())
    page = desk_of_anna.show(OneOrder(desk_of_anna.desk, desk_of_anna.shell), placed.order_number)
    assert isinstance(page, OneOrder)
    page.notes.open(placed.shipment_id, placed.shipment_number)
    desk_of_anna.settle()
    assert [path.name for path in desk_of_anna.folder.shown] == [f"{placed.shipment_number}.pdf"]


def test_a_second_press_places_no_second_order(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    business.product()
    page = desk_of_anna.show(NewOrder(desk_of_anna.desk, desk_of_anna.shell), business.customer().number)
    assert isinstance(page, NewOrder)
    type_and_pick(desk_of_anna, page.product_search, "kiez")
    page._on_place()
    page._on_place()
    desk_of_anna.settle()
    assert len(desk_of_anna.given) == 1


def test_the_list_is_searched_on_the_server_and_keeps_its_filter(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    bike = business.product()
    first = business.order(business.customer("Öztürk"), bike)
    business.order(business.customer("Brückner"), bike)
    page = desk_of_anna.show(orders_page(desk_of_anna.desk, desk_of_anna.shell))
    assert len(page.table.rows()) == 2
    type_words(page.search, "öztürk")
    page._on_enter()
    desk_of_anna.settle()
    assert [row.number for row in page.table.rows()] == [first.order_number]
    assert f"{first.order_number};" in page.table.csv()
    page.filter.setCurrentIndex(1)
    page.show_target("")
    desk_of_anna.settle()
    assert (page.words(), page.choice()) == ("öztürk", False)
    page.table.opened.emit(page.table.rows()[0])
    assert desk_of_anna.shell.opened == [("order", first.order_number)]


def test_an_order_that_is_none_says_so_on_its_page(desk_of_anna: Office) -> None:
    from domain.orders.model import UnknownOrder

    page = desk_of_anna.show(OneOrder(desk_of_anna.desk, desk_of_anna.shell), "OR-000000-0")
    assert page.badges
    assert refusal(UnknownOrder(order="OR-000000-0")) in page._missing.accessibleName()


def test_a_scanned_barcode_adds_the_product_and_counts_it_up(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    plan = NewPlan("Kauf", LineKind.SALE, Money.of("9.90"))
    tyre = NewVariant("TYRE", gtin="4006381333931")
    business.do(Seat.OWNER, AddProduct("Reifen", "parts", ProductKind.CONSUMABLE, (tyre,), (plan,)))
    page = desk_of_anna.show(NewOrder(desk_of_anna.desk, desk_of_anna.shell))
    assert isinstance(page, NewOrder)
    for _ in range(2):
        assert page.on_scan(Scan("4006381333931", "ean13", business.clock.now(), "wedge"))
        desk_of_anna.settle()
    assert page.lines.rows[0].quantity.value() == 2
    page.on_scan(Scan("RB-999999-X", "code128", business.clock.now(), "wedge"))
    desk_of_anna.settle()
    assert "no single product" in page.problem.text()
    assert desk_of_anna.shell.sounds == [Sound.ACCEPTED, Sound.ACCEPTED, Sound.REFUSED]


def test_an_order_is_cancelled_from_its_page_until_something_left(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    order = business.order(business.customer(), business.product())
    page = desk_of_anna.show(OneOrder(desk_of_anna.desk, desk_of_anna.shell), order.order_number)
    assert isinstance(page, OneOrder)
    page.cancel.click()
    assert page.dialog.form["reason"].isAncestorOf(page.dialog.focusWidget()), "a blank must not press the button"
    page.dialog.form["reason"].set_value("zu klein")
    page.dialog.save.click()
    desk_of_anna.settle()
    [given] = desk_of_anna.given
    assert isinstance(given, CancelOrder)
    assert (given.reason, given.tells) == ("zu klein", True)
    desk_of_anna.settle()
    assert page.presenter.thing is not None
    assert page.presenter.thing.row.status is OrderStatus.CANCELLED
    assert not page.presenter.thing.may_cancel(today(business))
