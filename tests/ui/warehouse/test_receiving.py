"""Receive: a product, its serials and a shelf by scan or hand; booked, labelled, and taken back."""

import pytest
from PySide6.QtCore import Qt

from domain.application import Seat
from domain.assets.codes import format_code, gtin_check_digit
from domain.assets.scan import Scan
from domain.catalog.add_product import AddProduct, NewPlan, NewVariant
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.money import Money
from tests.storage.business import Business
from tests.ui.warehouse.conftest import Floor
from ui.sounds import Sound
from ui.warehouse.receiving.view import ReceivePage
from ui.widgets.answer import Verdict

UNDO, CONFIRM, PRINT, NEXT = (format_code("CC", number) for number in (2, 1, 3, 4))
GTIN = "401234567890" + gtin_check_digit("401234567890")


@pytest.fixture
def page(business: Business, floor: Floor) -> ReceivePage:
    plan = NewPlan("E-Bike", LineKind.RENTAL, Money.of("79.00"))
    variant = NewVariant("KIEZ3-M", "M", gtin=GTIN, cost=Money.of("900.00"))
    business.do(Seat.OWNER, AddProduct("E-Bike Kiez 3", "bike", ProductKind.GOODS, (variant,), (plan,)))
    business.product("Faltschloss 90", kind=LineKind.SALE, price="49.00", sku="LOCK-90")
    business.place("C-04-2")
    return floor.open("receive", ReceivePage)


def _serials(business: Business) -> list[str | None]:
    return [row["serial"] for row in business.rows("SELECT serial FROM umlauf.asset ORDER BY code")]


def test_scans_alone_book_three_bikes_in_and_their_labels_are_there(
    floor: Floor, page: ReceivePage, business: Business
) -> None:
    place = business.rows("SELECT code FROM umlauf.place")[0]["code"]
    floor.scan(place)
    assert page.form.place.currentText() == "C-04-2"
    floor.scan(GTIN, "WDB-1", "WDB-2", "WDB-3")
    assert floor.answer.verdict is Verdict.ACCEPTED
    assert page.form.book.text() == "Book in 3 pieces"
    floor.scan(CONFIRM)
    assert (floor.answer.verdict, floor.answer.title) == (Verdict.ACCEPTED, "E-Bike Kiez 3 · M")
    assert _serials(business) == ["WDB-1", "WDB-2", "WDB-3"]
    assert business.rows("SELECT count(*) AS n FROM umlauf.asset WHERE place_id IS NOT NULL") == [{"n": 3}]
    floor.qtbot.waitUntil(lambda: len(floor.papers) == 1)
    assert floor.papers[0].read_bytes().startswith(b"%PDF")
    assert [(row.title, len(row.codes)) for row in page.receipts.rows()] == [("E-Bike Kiez 3 · M", 3)]
    floor.scan(PRINT)
    floor.qtbot.waitUntil(lambda: len(floor.papers) == 2)


def test_the_same_barcode_again_counts_one_more(floor: Floor, page: ReceivePage, business: Business) -> None:
    floor.scan(GTIN, GTIN, GTIN)
    assert page.form.quantity.value() == 3
    floor.scan(CONFIRM)
    assert _serials(business) == [None, None, None]


def test_by_hand_a_product_is_touched_counted_and_booked(floor: Floor, page: ReceivePage, business: Business) -> None:
    assert [row.sku for row in page.products.rows()] == ["KIEZ3-M", "LOCK-90"]
    rect = page.products.view.visualRect(page.products.proxy.index(1, 0))
    floor.qtbot.mouseClick(page.products.view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    floor.settle()
    floor.press(page.form.quantity.more.click)
    page.form.place.setCurrentIndex(1)
    page.form.format.setCurrentIndex(2)
    floor.press(page.form.book.click)
    assert [(row.title, len(row.codes), row.place) for row in page.receipts.rows()] == [
        ("Faltschloss 90 · M", 2, "C-04-2")
    ]
    assert floor.papers == []
    floor.press(page.form.print.click)
    floor.qtbot.waitUntil(lambda: len(floor.papers) == 1)


def test_pasted_serials_are_counted(floor: Floor, page: ReceivePage, business: Business) -> None:
    floor.scan(GTIN)
    page.form.serials.setPlainText("A-1\n\n  A-2 \nA-3\n")
    floor.settle()
    assert page.form.quantity.value() == 3
    floor.scan("A-4")
    assert page.form.serials.toPlainText().split() == ["A-1", "A-2", "A-3", "A-4"]
    floor.press(page.form.book.click)
    assert _serials(business) == ["A-1", "A-2", "A-3", "A-4"]


def test_nothing_is_lost_when_scans_and_typing_cross(floor: Floor, page: ReceivePage, business: Business) -> None:
    floor.scan(GTIN)
    floor.hub.scanned.emit(Scan("S-1", None, business.clock.now(), "wedge"))
    page.form.serials.setPlainText("TYPED-1\n")
    floor.hub.scanned.emit(Scan("S-2", None, business.clock.now(), "wedge"))
    floor.settle()
    assert sorted(page.form.serials.toPlainText().split()) == ["S-1", "S-2", "TYPED-1"]
    floor.scan(*(f"Q-{number}" for number in range(30)), CONFIRM)
    assert len(_serials(business)) == 33


def test_a_serial_twice_is_said_and_not_counted(floor: Floor, page: ReceivePage) -> None:
    floor.scan(GTIN, "A-1", "A-1")
    assert floor.answer.verdict is Verdict.DUPLICATE
    assert floor.sound is Sound.DUPLICATE
    assert page.form.quantity.value() == 1


def test_a_serial_known_already_is_its_thing(floor: Floor, page: ReceivePage) -> None:
    floor.scan(GTIN, "A-1", CONFIRM, GTIN, "A-1")
    assert (floor.answer.verdict, floor.answer.title) == (Verdict.DUPLICATE, "Booked in already")


def test_undo_goes_back_step_by_step(floor: Floor, page: ReceivePage, business: Business) -> None:
    floor.scan(GTIN, "A-1", CONFIRM, GTIN, "B-1")
    floor.scan(UNDO)
    assert floor.answer.title == "Serial taken out"
    floor.press(page.undo)
    assert floor.answer.title == "Product put aside"
    floor.press(page.undo)
    assert floor.answer.title == "Receipt taken back"
    assert page.receipts.rows()[0].is_undone
    assert business.rows("SELECT status FROM umlauf.asset") == [{"status": "new"}]
    floor.scan(UNDO)
    assert floor.answer.title == "Nothing to undo"


@pytest.mark.parametrize(
    ("codes", "title"),
    [
        (("WDB-1",), "Unknown code"),
        ((GTIN, "RB-000999-X"), "Misread"),
        ((GTIN, "4000000000006"), "Unknown product number"),
        ((GTIN, "=1+1"), "Not readable"),
        ((CONFIRM,), "Nothing to confirm"),
        ((PRINT,), "Nothing to print"),
    ],
)
def test_what_cannot_be_booked_is_red_and_changes_nothing(
    floor: Floor, page: ReceivePage, business: Business, codes: tuple[str, ...], title: str
) -> None:
    floor.scan(*codes)
    assert (floor.answer.verdict, floor.answer.title) == (Verdict.REFUSED, title)
    assert page.receiving.draft.serials == ()
    assert business.rows("SELECT 1 FROM umlauf.asset") == []


def test_a_refused_receipt_keeps_what_was_entered(floor: Floor, page: ReceivePage, business: Business) -> None:
    floor.scan(GTIN)
    page.form.serials.setPlainText("A-1\nA-1\n")
    floor.press(page.form.book.click)
    assert floor.answer.title == "Serial scanned twice"
    assert page.form.serials.toPlainText().split() == ["A-1", "A-1"]
    assert business.rows("SELECT 1 FROM umlauf.asset") == []


def test_a_receipt_without_connection_is_kept_and_looks_so(floor: Floor, page: ReceivePage) -> None:
    floor.scan(GTIN, "A-1")
    floor.line.is_kept = True
    floor.scan(CONFIRM)
    assert floor.answer.verdict is Verdict.WAITING
    assert page.receiving.draft.variant is None
    assert floor.papers == []


def test_another_product_waits_until_the_serials_are_booked(
    floor: Floor, page: ReceivePage, business: Business
) -> None:
    floor.scan(GTIN, "A-1")
    floor.press(lambda: page._on_product(page.products.rows()[1]))
    assert floor.answer.title == "Another product"
    floor.scan(NEXT)
    assert page.form.serials.toPlainText() == ""
    floor.press(lambda: page._on_product(page.products.rows()[1]))
    assert floor.answer.title == "Faltschloss 90 · M"
