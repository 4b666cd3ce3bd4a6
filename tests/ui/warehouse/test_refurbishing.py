"""Refurbish: from the list to the bench, with checklist, minutes and parts, back into stock or out of the business."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QDialog, QPushButton

from domain.application import Seat
from domain.assets.codes import format_code
from domain.assets.status import Condition, Grade
from domain.catalog.add_product import AddProduct, NewPlan, NewVariant
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.money import Money
from domain.refurbishment.model import RefurbishmentStatus
from domain.returns.take_back_asset import TakeBackAsset
from tests.storage.business import Business
from tests.storage.queries.office import send
from tests.ui.shell.conftest import Hands
from tests.ui.warehouse.conftest import Floor
from ui import language
from ui.sounds import Sound
from ui.warehouse.refurbishing.view import RefurbishScreen
from ui.widgets.answer import Verdict
from ui.widgets.checklist import Outcome

CONFIRM, UNDO, PRINT, NEXT = (format_code("CC", number) for number in (1, 2, 3, 4))
GTIN = "4006381333931"


class Queue:
    """Two bikes that came back, an hour apart, and a tube with a GTIN on its box."""

    def __init__(self, business: Business) -> None:
        self.business = business
        business.checklist()
        bike = business.product()
        variant = NewVariant("TUBE-28", "", GTIN, cost=Money.of("4.50"))
        plan = NewPlan("Schlauch", LineKind.SALE, Money.of("9.00"))
        business.do(Seat.OWNER, AddProduct("Schlauch 28", "parts", ProductKind.CONSUMABLE, (variant,), (plan,)))
        self.codes: list[str] = []
        self.ids = []
        for serial in ("SN-1", "SN-2"):
            things = business.receive(bike, serial)
            send(business, business.order(business.customer(), bike), things)
            business.clock.advance(timedelta(hours=1))
            business.do(Seat.WAREHOUSE, TakeBackAsset(things.asset_ids[0], Condition.USED, Grade.B))
            self.codes += things.codes
            self.ids += things.asset_ids

    def work(self, n: int) -> dict[str, object]:
        (row,) = self.business.rows(
            "SELECT r.status, r.minutes, r.checks, r.reason, a.status AS asset, a.grade,"
            " (SELECT sum(p.quantity)::int FROM umlauf.refurbishment_part p WHERE p.refurbishment_id = r.id) AS parts"
            " FROM umlauf.refurbishment r JOIN umlauf.asset a ON a.id = r.asset_id WHERE a.id = %(id)s",
            id=self.ids[n],
        )
        return row


@pytest.fixture
def queue(business: Business) -> Queue:
    return Queue(business)


@pytest.fixture
def page(queue: Queue, floor: Floor) -> RefurbishScreen:
    return floor.open("refurbish", RefurbishScreen)


def test_the_list_shows_who_waits_longest_first(queue: Queue, floor: Floor, page: RefurbishScreen) -> None:
    assert [(row.asset.code, row.status) for row in page.things.rows()] == [
        (code, RefurbishmentStatus.QUEUED) for code in queue.codes
    ]
    assert not page.work.isVisible()


def test_a_scan_begins_the_work_and_the_minutes_run(queue: Queue, floor: Floor, page: RefurbishScreen) -> None:
    floor.scan(queue.codes[0])
    assert floor.answer.verdict is Verdict.ACCEPTED
    assert (floor.answer.detail, floor.answer.done, floor.answer.of) == ("Work begun", 0, 2)
    assert queue.work(0)["asset"] == "in_repair"
    queue.business.clock.advance(timedelta(minutes=12))
    page._show_minutes()
    assert page.work.minutes.value == 12
    page.work.minutes.field.selectAll()
    floor.qtbot.keyClicks(page.work.minutes.field, "+1,2")
    page._show_minutes()
    assert page.work.minutes.value == 12, "digits alone are taken, and they count before they are kept"
    page.work.minutes.more.click()
    page._show_minutes()
    assert page.work.minutes.value == 17
    floor.settle()
    queue.business.clock.advance(timedelta(minutes=3))
    page._show_minutes()
    assert page.work.minutes.value == 20, "a correction stays while the clock goes on"
    floor.scan(queue.codes[0])
    assert floor.answer.verdict is Verdict.DUPLICATE


def test_checked_with_parts_and_grade_it_goes_back_into_stock(
    queue: Queue, floor: Floor, page: RefurbishScreen
) -> None:
    floor.scan(queue.codes[0], GTIN, GTIN)
    assert [(part.variant.sku, part.quantity) for part in page.work.parts.parts] == [("TUBE-28", 2)]
    floor.scan(UNDO)
    assert [part.quantity for part in page.work.parts.parts] == [1]
    queue.business.clock.advance(timedelta(minutes=25))
    floor.press(page.checks.all_fine.click)
    assert (floor.answer.done, floor.answer.of) == (2, 2)
    floor.press(lambda: Hands(floor.qtbot).type(page, "a"))
    floor.press(page.work.finish.click)

    assert floor.answer.verdict is Verdict.ACCEPTED
    assert floor.answer.title == "Back in stock"
    assert queue.work(0) == {
        "status": "passed",
        "minutes": 25,
        "checks": {"brakes": True, "lights": True},
        "reason": "",
        "asset": "in_stock",
        "grade": "A",
        "parts": 1,
    }
    assert [row.asset.code for row in page.things.rows()] == [queue.codes[1]]
    floor.scan(PRINT)
    assert page.reprint.isVisible()
    floor.press(page.reprint.click)
    assert [path.name for path in floor.papers] == [f"Label {queue.codes[0]}.pdf"] * 2


def test_it_does_not_pass_while_points_are_open(queue: Queue, floor: Floor, page: RefurbishScreen) -> None:
    floor.scan(queue.codes[0])
    page.checks.checks.set_outcome("brakes", Outcome.PASSED)
    page.checks.checks.set_outcome("lights", Outcome.FAILED)
    floor.scan(CONFIRM)
    assert floor.answer.verdict is Verdict.REFUSED
    assert floor.sound is Sound.REFUSED
    assert page.work.isVisible()
    assert page.checks.results() == {"brakes": True, "lights": False}, "nothing entered is lost"


def test_what_was_entered_waits_while_another_thing_is_on_the_bench(
    queue: Queue, floor: Floor, page: RefurbishScreen
) -> None:
    floor.scan(queue.codes[0], GTIN)
    page.checks.checks.set_outcome("brakes", Outcome.PASSED)
    floor.scan(queue.codes[1])
    assert page.checks.results() == {}
    assert page.work.parts.parts == ()
    floor.scan(queue.codes[0])
    assert page.checks.results() == {"brakes": True}
    assert len(page.work.parts.parts) == 1
    assert (floor.answer.detail, floor.answer.done) == ("Work goes on", 1)


def test_a_thing_is_retired_only_with_a_reason_and_after_a_question(
    queue: Queue, floor: Floor, page: RefurbishScreen
) -> None:
    floor.scan(queue.codes[0])
    assert not page.work.retire.isVisible()
    floor.press(page.work.give_up.click)
    assert page.work.retire.isVisible()
    floor.press(page.work.retire.click)
    assert floor.answer.verdict is Verdict.REFUSED
    assert "reason" in floor.answer.detail

    Hands(floor.qtbot).type(page.work.reason, "bent", 50)
    floor.settle()
    page.work.retire.click()
    (asked,) = [each for each in page.findChildren(QDialog) if each.isVisible()]
    deed = next(each for each in asked.findChildren(QPushButton) if each.text() == "Retire")
    floor.press(deed.click)
    assert floor.answer.verdict is Verdict.NOTE
    assert (queue.work(0)["status"], queue.work(0)["reason"], queue.work(0)["asset"]) == ("failed", "bent", "retired")


def test_a_part_is_found_by_a_few_letters_and_enter(queue: Queue, floor: Floor, page: RefurbishScreen) -> None:
    floor.scan(queue.codes[0])
    page.work.parts.line.setFocus()
    Hands(floor.qtbot).type(page.work.parts.line, "schl", 50)
    floor.settle()
    assert page.work.parts.hits.count() == 1
    Hands(floor.qtbot).type(page.work.parts.line, "\n", 60)
    floor.settle()
    assert [part.variant.title for part in page.work.parts.parts] == ["Schlauch 28"]


def test_what_needs_no_work_is_refused(queue: Queue, floor: Floor, page: RefurbishScreen) -> None:
    fresh = queue.business.receive(queue.business.product("Roller", sku="R"), "SN-9").codes[0]
    floor.scan(fresh)
    assert floor.answer.verdict is Verdict.REFUSED
    assert "in stock" in floor.answer.detail
    floor.scan(GTIN)
    assert floor.answer.title == "Nothing is on the bench"
    floor.scan(NEXT)
    assert floor.answer.title == "Nothing comes next"


def test_the_checklist_speaks_the_language_of_the_screen(queue: Queue, floor: Floor, page: RefurbishScreen) -> None:
    language.use("de")
    floor.scan(queue.codes[0])
    steps = [result.key for result in page.checks.checks.results()]
    assert steps == ["brakes", "lights"]
    assert [row.step.title for row in page.checks.checks._rows] == ["Bremsen", "Licht"]
