"""Take back: announced or not, one thing at a time, each with its condition."""

from datetime import timedelta

import pytest

from domain.application import Seat
from domain.assets.codes import format_code
from domain.assets.status import Condition, Grade
from domain.returns.announce_return import AnnounceReturn
from domain.returns.model import Purpose
from domain.returns.replace_asset import ReplaceAsset, ReplaceReason
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from tests.storage.business import Business
from tests.storage.queries.office import START
from tests.ui.shell.conftest import Hands
from tests.ui.warehouse.conftest import Floor
from ui.sounds import Sound
from ui.warehouse.returning.view import ReturnScreen
from ui.widgets.answer import Verdict

CONFIRM, UNDO, PRINT, NEXT = (format_code("CC", number) for number in (1, 2, 3, 4))


class Rented:
    """Two bikes with Jonas Brückner since ten days, a third one in stock."""

    def __init__(self, business: Business) -> None:
        self.business = business
        bike = business.product()
        things = business.receive(bike, "SN-1", "SN-2", "SN-3")
        self.codes, self.ids = things.codes, things.asset_ids
        self.order = business.order(business.customer(), bike, quantity=2)
        for asset_id in self.ids[:2]:
            business.do(Seat.WAREHOUSE, PickAsset(self.order.shipment_id, asset_id))
        business.do(Seat.WAREHOUSE, FinishPacking(self.order.shipment_id))
        business.do(Seat.WAREHOUSE, DispatchShipment(self.order.shipment_id))
        business.pass_days(10)

    def announce(self) -> str:
        back_by = START + timedelta(days=20)
        number: str = self.business.do(Seat.BACKOFFICE, AnnounceReturn(self.order.contract_id, back_by)).number
        return number

    def state(self, n: int) -> tuple[str, str, str | None]:
        (row,) = self.business.rows(
            "SELECT status, condition, grade FROM umlauf.asset WHERE id = %(id)s", id=self.ids[n]
        )
        return row["status"], row["condition"], row["grade"]


@pytest.fixture
def rented(business: Business) -> Rented:
    return Rented(business)


def test_a_thing_nobody_announced_is_taken_back_by_two_cards(rented: Rented, floor: Floor) -> None:
    page = floor.open("return", ReturnScreen)
    assert not page.asked.isVisible()

    floor.scan(rented.codes[0])
    assert floor.answer.verdict is Verdict.READY
    assert floor.answer.title == "E-Bike Kiez 3 · M"
    assert "Jonas Brückner" in floor.answer.detail
    assert "not announced" in floor.answer.detail
    assert floor.sound is Sound.NOTE
    assert page.asked.isVisible()
    assert rented.state(0)[0] == "rented", "nothing is booked before the condition is said"

    floor.scan(CONFIRM)
    assert floor.answer.verdict is Verdict.ACCEPTED
    assert floor.sound is Sound.ACCEPTED
    assert rented.state(0) == ("to_repair", "used", None)
    assert not page.asked.isVisible()


def test_condition_and_grade_are_said_by_plain_keys(rented: Rented, floor: Floor) -> None:
    page = floor.open("return", ReturnScreen)
    floor.scan(rented.codes[0])
    Hands(floor.qtbot).type(page, "3C")
    assert (page.asked.condition.value(), page.asked.grade.value()) == (Condition.DAMAGED_REPAIRABLE, Grade.C)
    floor.press(page.asked.take_back.click)
    assert rented.state(0) == ("to_repair", "damaged_repairable", "C")

    floor.scan(rented.codes[1])
    assert page.asked.condition.value() is Condition.USED, "the next thing is looked at anew"
    assert page.asked.grade.value() is None


def test_an_announced_return_shows_what_else_is_expected(rented: Rented, floor: Floor) -> None:
    number = rented.announce()
    page = floor.open("return", ReturnScreen)
    assert [(row.number, row.customer, row.received, row.wanted) for row in page.returns.rows()] == [
        (number, "Jonas Brückner", 0, 2)
    ]
    floor.scan(rented.codes[0])
    assert number in floor.answer.detail
    assert (floor.answer.done, floor.answer.of) == (0, 2)
    floor.press(page.asked.take_back.click)
    assert (floor.answer.done, floor.answer.of) == (1, 2)
    assert rented.codes[1] in floor.answer.next_step
    assert "1 more is expected" in floor.answer.detail
    assert [line.received_at is None for line in page.case.lines] == [True, False]
    floor.scan(rented.codes[1], CONFIRM)
    assert (floor.answer.done, floor.answer.of) == (2, 2)
    floor.scan(NEXT)
    assert page.returns.rows() == []
    assert page.returns.isVisible()


def test_scanning_the_number_of_a_return_opens_it(rented: Rented, floor: Floor) -> None:
    number = rented.announce()
    page = floor.open("return", ReturnScreen)
    floor.scan(number)
    assert floor.answer.verdict is Verdict.ACCEPTED
    assert page.case.isVisible()
    assert number in page.subtitle


def test_what_came_back_already_has_its_own_look(rented: Rented, floor: Floor) -> None:
    floor.open("return", ReturnScreen)
    floor.scan(rented.codes[0], CONFIRM, rented.codes[0])
    assert floor.answer.verdict is Verdict.DUPLICATE
    assert floor.sound is Sound.DUPLICATE
    assert floor.answer.title == "Came back already"


def test_what_is_not_with_a_customer_is_refused_and_says_why(rented: Rented, floor: Floor) -> None:
    floor.open("return", ReturnScreen)
    floor.scan(rented.codes[2])
    assert floor.answer.verdict is Verdict.REFUSED
    assert floor.sound is Sound.REFUSED
    assert "in stock" in floor.answer.detail
    floor.scan("SN-99")
    assert floor.answer.title == "Unknown code"


def test_a_second_thing_waits_until_the_first_is_answered(rented: Rented, floor: Floor) -> None:
    page = floor.open("return", ReturnScreen)
    floor.scan(rented.codes[0], rented.codes[1])
    assert floor.answer.verdict is Verdict.REFUSED
    assert rented.codes[0] in floor.answer.detail
    floor.scan(UNDO)
    assert not page.asked.isVisible()
    assert rented.state(0)[0] == "rented"
    floor.scan(rented.codes[1], CONFIRM)
    assert rented.state(1)[0] == "to_repair"


def test_a_scanned_place_says_where_everything_goes(rented: Rented, floor: Floor) -> None:
    place = rented.business.place("Receiving 2")
    floor.open("return", ReturnScreen)
    floor.scan(place.code, rented.codes[0], CONFIRM)
    rows = rented.business.rows("SELECT place_id FROM umlauf.asset WHERE id = %(id)s", id=rented.ids[0])
    assert rows == [{"place_id": place.place_id}]


def test_without_connection_the_take_back_is_kept(rented: Rented, floor: Floor) -> None:
    page = floor.open("return", ReturnScreen)
    floor.scan(rented.codes[0])
    floor.line.is_kept = True
    floor.scan(CONFIRM)
    assert floor.answer.verdict is Verdict.WAITING
    assert not page.asked.isVisible()


def test_the_card_print_makes_a_new_label(rented: Rented, floor: Floor) -> None:
    floor.open("return", ReturnScreen)
    floor.scan(rented.codes[0], PRINT)
    assert [path.name for path in floor.papers] == [f"Label {rented.codes[0]}.pdf"]
    floor.scan(UNDO, UNDO)
    assert floor.answer.title == "Nothing to undo"


def test_what_nobody_announced_can_be_for_repair(rented: Rented, floor: Floor) -> None:
    page = floor.open("return", ReturnScreen)
    floor.scan(rented.codes[0])
    assert page.asked.purpose.isVisible()
    assert page.asked.entry().purpose is Purpose.END
    page.asked.press("6")
    floor.scan(CONFIRM)
    assert floor.answer.verdict is Verdict.ACCEPTED
    assert "gets one again" in floor.answer.detail
    [case] = rented.business.rows("SELECT purpose FROM umlauf.return_case")
    assert case == {"purpose": "repair"}
    [again] = rented.business.rows("SELECT status FROM umlauf.shipment WHERE cause = 'again'")
    assert again == {"status": "open"}


def test_what_is_announced_says_what_it_is_for(rented: Rented, floor: Floor) -> None:
    back_by = START + timedelta(days=20)
    wish = AnnounceReturn(rented.order.contract_id, back_by, "repair", Purpose.REPAIR)
    rented.business.do(Seat.BACKOFFICE, wish)
    page = floor.open("return", ReturnScreen)
    floor.scan(rented.codes[0])
    assert "Repair" in floor.answer.detail
    assert not page.asked.purpose.isVisible()


def test_what_was_replaced_before_it_came_is_not_sent_once_more(rented: Rented, floor: Floor) -> None:
    command = ReplaceAsset(rented.order.contract_id, rented.ids[0], ReplaceReason.WORN, new_first=True)
    again = rented.business.do(Seat.BACKOFFICE, command).shipment_id
    rented.business.do(Seat.WAREHOUSE, PickAsset(again, rented.ids[2]))
    rented.business.do(Seat.WAREHOUSE, FinishPacking(again))
    rented.business.do(Seat.WAREHOUSE, DispatchShipment(again))
    floor.open("return", ReturnScreen)
    floor.scan(rented.codes[0], CONFIRM)
    assert floor.answer.verdict is Verdict.ACCEPTED
    assert "has another one already" in floor.answer.detail
    assert "gets one again" not in floor.answer.detail
