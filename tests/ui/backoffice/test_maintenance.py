"""What is due with customers: chosen together, asked together, and noted where it was done."""

from uuid import uuid4

from PySide6.QtWidgets import QPushButton

from domain.application import Seat
from domain.maintenance.book import Visit
from domain.maintenance.plan import CareKind, CarePlan, CarePlanId
from domain.maintenance.save_care import SaveCare
from domain.returns.announce_return import AnnounceReturn
from domain.returns.model import Purpose
from domain.views.floor_rows import AssetRow
from storage.queries.floor import FloorBook
from tests.storage.business import Business
from tests.storage.trade import days, rent, today
from tests.ui.backoffice.conftest import Office
from ui.repairs.care_card import CareCard
from ui.repairs.care_dialogs import AskManyDialog, DoneDialog
from ui.repairs.due_list import MaintenancePage


def test_customers_are_asked_together_and_one_that_is_refused_is_named(
    business: Business, desk_of_anna: Office
) -> None:
    drill = business.product("Bohrhammer", sku="BOHR")
    test = CarePlan(CarePlanId(uuid4()), CareKind.LEGAL_TEST, "DGUV V3", months=1)
    business.do(Seat.OWNER, SaveCare(drill.product_id, 0, (), (test,)))
    business.receive(drill, "B-1")
    rented = [rent(business, business.customer(name), drill) for name in ("Brückner", "Ohnesorg", "Wartmann")]
    business.pass_days(40)
    back = today(business) + days(9)
    last = rented[2]
    business.do(Seat.BACKOFFICE, AnnounceReturn(last.contract_id, back, "defect", Purpose.REPAIR))
    page = MaintenancePage(desk_of_anna.desk, desk_of_anna.shell)
    desk_of_anna.show(page)
    assert len(page.table.rows()) == 4
    assert not page.ask.isEnabled()
    page.table.view.selectAll()
    assert [row.customer for row in page.asked()] == ["Jonas Brückner", "Jonas Ohnesorg", "Jonas Wartmann"]
    page.ask.click()
    dialog = page.dialog
    assert isinstance(dialog, AskManyDialog)
    dialog.give()
    desk_of_anna.settle()
    assert "RB-" in dialog.problem.text(), "one comes back already"
    assert sorted(row.customer for row in page.table.rows() if row.asked is Visit.BRING) == [
        "Jonas Brückner",
        "Jonas Ohnesorg",
    ]
    dialog.reject()
    page.table.select(lambda row: row.customer == "Jonas Wartmann")
    page.done.click()
    desk_of_anna.settle()
    done = page.dialog
    assert isinstance(done, DoneDialog)
    done.form["note"].set_value("Protokoll 4711")  # type: ignore[attr-defined]  # a field of text
    done.give()
    desk_of_anna.settle()
    assert "Jonas Wartmann" not in [row.customer for row in page.table.rows()]


def test_the_floor_asks_no_customers(business: Business, desk_of_anna: Office) -> None:
    """Anna's card has the button, that of the warehouse has not."""
    drill = business.product("Bohrhammer", sku="BOHR")
    test = CarePlan(CarePlanId(uuid4()), CareKind.LEGAL_TEST, "DGUV V3", months=1)
    business.do(Seat.OWNER, SaveCare(drill.product_id, 0, (), (test,)))
    held = rent(business, business.customer(), drill).assets[0]
    business.pass_days(40)
    thing: AssetRow = desk_of_anna.desk.floor.asset(str(held)).row
    card = CareCard(desk_of_anna.desk, desk_of_anna.shell)
    desk_of_anna.qtbot.addWidget(card)
    card.show_thing(thing)
    desk_of_anna.settle()
    assert isinstance(card.buttons["ask_DGUV V3"], QPushButton)
    [row] = FloorBook(business.connection(Seat.WAREHOUSE)).care.of_asset(held, today(business)).due
    assert (row.customer, row.contract_id) == ("Jonas Brückner", None)
