"""A bike that came back: its form is filled by keys, it fails, is repaired, passes; its meter and service with it."""

from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from domain.application import Seat
from domain.assets.codes import format_code
from domain.ids import AssetId
from domain.inspections.form import FormId, FormPage, Question, QuestionKind
from domain.inspections.save_form import SaveForm
from domain.maintenance.meters import Meter, Occasion, Shown
from domain.maintenance.plan import CareKind, CarePlan, CarePlanId
from domain.maintenance.read_meter import ReadMeter
from domain.maintenance.save_care import SaveCare
from domain.refurbishment.repairs import RepairStage
from tests.scenarios.test_stories_of_maintenance import PAGES
from tests.storage.business import Business
from tests.storage.return_story import PHOTO
from tests.storage.trade import rent
from tests.ui.warehouse.conftest import Floor
from ui.backoffice.lists import ListPage
from ui.inspections.page import InspectPage
from ui.repairs.care_dialogs import DoneDialog, ReadDialog
from ui.warehouse.assets.view import AssetScreen
from ui.warehouse.refurbishing.view import RefurbishScreen
from ui.warehouse.returning.view import ReturnScreen
from ui.widgets.answer import Verdict
from ui.widgets.overlays import ConfirmDialog

PICTURE = Question("picture", QuestionKind.PHOTO, "Foto", "Photo", is_needed=False)
CONFIRM, PRINT = format_code("CC", 1), format_code("CC", 3)


class Bike:
    """It was rented for ten months and comes back with 1,700 km, a service due every 2,000 km or ten months."""

    def __init__(self, business: Business) -> None:
        business.checklist()
        product = business.product()
        service = CarePlan(CarePlanId(uuid4()), CareKind.SERVICE, "Inspektion", 10, Meter.ODOMETER, 2_000)
        business.do(Seat.OWNER, SaveCare(product.product_id, 0, (Meter.ODOMETER,), (service,)))
        occasions = (Occasion.TAKE_BACK, Occasion.WORKSHOP)
        business.do(
            Seat.OWNER,
            SaveForm(
                FormId(uuid4()),
                0,
                "Fahrradprüfung",
                "bike",
                None,
                occasions,
                (*PAGES, FormPage("Fotos", "Photos", (PICTURE,))),
            ),
        )
        self.id: AssetId = rent(business, business.customer(), product).assets[0]
        for days, value in ((0, 0), (305, 1_700)):
            business.pass_days(days)
            business.do(Seat.BACKOFFICE, ReadMeter(self.id, Occasion.CUSTOMER, (Shown(Meter.ODOMETER, value),)))
        [row] = business.rows("SELECT code FROM umlauf.asset WHERE id = %(id)s", id=self.id)
        self.code: str = row["code"]


def key(floor: Floor, page: InspectPage, pressed: Qt.Key) -> None:
    """A plain key is held back for a moment: it might begin a scan."""
    floor.qtbot.keyClick(page, pressed)
    floor.qtbot.wait(80)


def answer(page: InspectPage, **given: str) -> None:
    """As somebody types or touches it, on the page that is shown."""
    for question, value in given.items():
        page.view.block(question).set_value(value)
        page.view.block(question).changed.emit()


def test_inspected_repaired_passed_and_maintained(business: Business, floor: Floor) -> None:
    bike = Bike(business)
    taking = floor.open("return", ReturnScreen)
    floor.scan(bike.code)
    assert taking.needs.isVisible(), "its meter is asked while it is in hand"
    assert taking.needs.findChild(QPushButton, "inspect") is None, "it is not in the workshop yet"
    floor.press(taking.asked.take_back.click)
    assert taking.needs.findChild(QPushButton, "inspect") is not None
    bench = floor.open("refurbish", RefurbishScreen)
    floor.scan(bike.code)
    assert not bench.checks.checks.isVisible(), "the form counts in place of the checklist"
    assert bench.answer.answer.next_step == "fill the form"
    floor.press(bench.work.finish.click)
    assert bench.answer.answer.verdict is Verdict.REFUSED
    assert "Fahrradprüfung" in bench.answer.answer.detail
    inspect = bench.checks.needs.findChild(QPushButton, "inspect")
    assert inspect is not None
    floor.press(inspect.click)
    page = floor.window.current_page()
    assert isinstance(page, InspectPage)
    _fails(floor, page, bike)
    business.pass_days(1)
    _passes(floor, page)
    floor.press(page.to_bench.click)
    _maintained(floor, bench, bike)
    [order] = floor.desk.floor.repairs.of_asset(bike.id, business.clock.now().date())
    assert order.stage is RepairStage.PASSED
    _on_its_page(floor, bike)
    listed = floor.open("maintenance", ListPage)
    assert [(row.plan.title, row.due.left) for row in listed.table.rows()] == [("Inspektion", -5_149)]


def _fails(floor: Floor, page: InspectPage, bike: Bike) -> None:
    key(floor, page, Qt.Key.Key_2)
    assert page.view.is_asked("where"), "a scratch asks where"
    floor.scan(CONFIRM)
    assert page.view.page == 1
    key(floor, page, Qt.Key.Key_2)
    answer(page, km="85")
    page.go_on()
    block = page.view.block("picture")
    assert page.thing is not None
    page._keep_photo(page.thing, PHOTO, block._on_kept)  # type: ignore[attr-defined]  # the block of a photo
    floor.settle()
    assert block.value(), "the photo is kept with the thing"
    page.go_on()
    assert page.view.page == 0, "back to what is open"
    page.show_target("RB-000009-9")
    asked = page.findChild(ConfirmDialog)
    assert asked is not None, "nothing that was answered is lost without a question"
    asked.reject()
    answer(page, where="Oberrohr")
    page.go_on()
    page.go_on()
    floor.press(page.go_on)
    assert page.meter.isVisible(), "85 km after 1,700: asked again, and nothing is lost"
    assert page.view.page == 1, "where the meter is asked"
    answer(page, km="1850")
    page.go_on()
    floor.press(page.go_on)
    assert page.result.isVisible()
    assert page.filled is not None
    assert not page.filled.passed
    floor.scan(PRINT)
    assert floor.papers[-1].name.startswith(f"Inspection {bike.code}")


def _passes(floor: Floor, page: InspectPage) -> None:
    floor.press(page.once_more.click)
    assert page.thing is not None
    assert (page.thing.occasion, page.filled) == (Occasion.WORKSHOP, None)
    answer(page, frame="scratched", where="Oberrohr")
    page.go_on()
    key(floor, page, Qt.Key.Key_1)
    answer(page, km="1851")
    page.go_on()
    floor.press(page.go_on)
    assert page.filled is not None
    assert page.filled.passed


def _maintained(floor: Floor, bench: RefurbishScreen, bike: Bike) -> None:
    floor.press(bench.work.finish.click)
    assert bench.answer.answer.verdict is Verdict.REFUSED, "the service is overdue by its months"
    due = bench.checks.needs.needs
    assert due is not None
    bench.checks.needs._on_done(due.care.due[0])
    dialog = bench.checks.needs.dialog
    assert isinstance(dialog, DoneDialog)
    dialog.form["note"].set_value("Kette geölt")  # type: ignore[attr-defined]  # a field of text
    dialog.form["meter_odometer"].set_value(1_851)  # type: ignore[attr-defined]  # a field of numbers
    floor.press(dialog.give)
    floor.press(bench.work.finish.click)
    assert bench.answer.answer.verdict is Verdict.ACCEPTED


def _on_its_page(floor: Floor, bike: Bike) -> None:
    thing = floor.open("asset", AssetScreen, bike.code)
    assert thing.care.care is not None
    assert [row.passed for row in thing.care.care.inspections] == [True, False]
    assert [row.reading.value for row in thing.care.care.readings] == [1_851, 1_851, 1_850, 1_700, 0]
    thing.care._on_read()
    reading = thing.care.dialog
    assert isinstance(reading, ReadDialog)
    floor.press(reading.give)
    assert reading.problem.isVisible(), "nothing was entered"
    reading.form["meter_odometer"].set_value(9_000)  # type: ignore[attr-defined]  # a field of numbers
    floor.press(reading.give)
    assert reading.sure.isVisible(), "a jump is asked"
    reading.sure.set_value(True)
    floor.press(reading.give)
