"""What all scanning screens share: order, refusals, hostile codes, a line that is cut."""

from threading import Event

import pytest

from domain.assets.scan import Scan
from domain.errors import Unavailable
from tests.ui.warehouse.conftest import Floor
from tests.ui.warehouse.test_shipping import UNDO, Shop
from ui.sounds import Sound
from ui.warehouse.shipping.view import ShipPage
from ui.widgets.answer import Verdict


@pytest.fixture
def shop(floor: Floor) -> Shop:
    return Shop(floor.business)


@pytest.fixture
def page(shop: Shop, floor: Floor) -> ShipPage:
    opened = floor.open("ship", ShipPage)
    floor.scan(shop.order.order_number)
    return opened


def test_a_cut_line_is_red_and_the_same_scan_works_afterwards(floor: Floor, page: ShipPage, shop: Shop) -> None:
    floor.line.broken = Unavailable()
    floor.scan(shop.bikes[0])
    assert (floor.answer.verdict, floor.answer.done) == (Verdict.REFUSED, 0)
    floor.line.broken = None
    floor.scan(shop.bikes[0])
    assert (floor.answer.verdict, floor.answer.done) == (Verdict.ACCEPTED, 1)


def test_a_code_that_cannot_be_looked_up_is_red_and_listed(floor: Floor, page: ShipPage, shop: Shop) -> None:
    """Never the old green answer: it would pass for the new scan's."""
    floor.scan(shop.bikes[0])
    floor.line.blind = Unavailable()
    floor.scan(shop.bikes[1])
    assert (floor.answer.verdict, floor.sound) == (Verdict.REFUSED, Sound.REFUSED)
    assert floor.listed[0][0] == shop.bikes[1]


def test_an_old_answer_does_not_stand_while_the_new_one_is_on_its_way(floor: Floor, page: ShipPage, shop: Shop) -> None:
    floor.scan(shop.bikes[0])
    gate = Event()
    floor.background.run(gate.wait, lambda _done: None, lambda _error: None)
    floor.hub.scanned.emit(Scan(shop.bikes[0], None, floor.business.clock.now(), "wedge"))
    try:
        floor.qtbot.waitUntil(lambda: floor.answer.verdict is Verdict.WAITING)
        assert floor.answer.done == 1
    finally:
        gate.set()
    floor.settle()
    assert floor.answer.verdict is Verdict.DUPLICATE


def test_what_is_hidden_gives_its_focus_to_the_page(floor: Floor, shop: Shop) -> None:
    """Not to the next part, which would look chosen and be scrolled to."""
    page = floor.open("ship", ShipPage)
    page.shipments.view.setFocus()
    floor.scan(shop.order.order_number)
    assert page.hasFocus()


def test_undo_survives_a_cut_line(floor: Floor, page: ShipPage, shop: Shop) -> None:
    floor.scan(shop.bikes[0])
    floor.line.broken = Unavailable()
    floor.scan(UNDO)
    assert floor.answer.verdict is Verdict.REFUSED
    floor.line.broken = None
    floor.scan(UNDO)
    assert (floor.answer.verdict, floor.answer.done) == (Verdict.NOTE, 0)


@pytest.mark.parametrize(
    "code", ["\x1b[2J\x07", "x" * 5000, "", "=HYPERLINK(1)", "РВ-000214-К", "'; DROP TABLE asset; --"]
)
def test_hostile_codes_are_refused_and_shown_short(floor: Floor, page: ShipPage, code: str) -> None:
    floor.scan(code)
    assert floor.answer.verdict is Verdict.REFUSED
    assert floor.sound is Sound.REFUSED
    shown = floor.listed[0][0]
    assert len(shown) <= 41
    assert shown.isprintable()


def test_fifty_scans_at_once_are_all_answered_in_their_order(floor: Floor, page: ShipPage, shop: Shop) -> None:
    codes = [f"CODE-{number:02}" for number in range(50)]
    floor.scan(*codes, shop.bikes[0])
    assert [code for code, _, _ in floor.listed[:51]] == [shop.bikes[0], *reversed(codes)]
    assert floor.answer.done == 1


def test_a_scan_of_something_else_says_what_is_wanted(floor: Floor, page: ShipPage) -> None:
    place = floor.business.place("C-04")
    floor.scan(place.code)
    assert floor.answer.title == "Not needed here"
    assert floor.listed[0][0] == place.code


def test_a_screen_reader_hears_the_answer(floor: Floor, page: ShipPage, shop: Shop) -> None:
    floor.scan(shop.bikes[0])
    assert page.answer.accessibleName() == "Accepted: E-Bike Kiez 3 · M"
    assert "1 of 2" in page.answer.accessibleDescription()
