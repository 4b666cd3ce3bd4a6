"""Tasks: what waits for a person, under the login of each seat."""

import pytest
from PySide6.QtCore import Qt

from domain.application import Seat
from domain.assets.codes import format_code
from domain.assets.status import Condition, Grade
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.take_back_asset import TakeBackAsset
from domain.tasks.clear_task import ClearTask
from domain.tasks.model import TaskClearedBefore
from storage.queries.floor import FloorBook
from tests.storage.queries.office import send
from tests.ui.backoffice.conftest import Office, desk_of_anna
from tests.ui.warehouse.conftest import Floor
from ui.warehouse.tasks.view import TasksPage, page_of

__all__ = ["desk_of_anna"]


def retired(floor: Floor, condition: Condition = Condition.USED) -> str:
    """A thing that came back and cannot be repaired."""
    business = floor.business
    bike = business.product()
    things = business.receive(bike, "SN-1")
    send(business, business.order(business.customer(), bike), things)
    business.do(Seat.WAREHOUSE, TakeBackAsset(things.asset_ids[0], condition, Grade.C))
    business.do(Seat.WAREHOUSE, StartRefurbishment(things.asset_ids[0]))
    business.do(Seat.WAREHOUSE, FinishRefurbishment(things.asset_ids[0], False, 5, (), (), Grade.D, "Rahmenriss"))
    code: str = things.codes[0]
    return code


def test_an_empty_list_says_what_will_stand_here(floor: Floor) -> None:
    page = floor.open("tasks", TasksPage)
    assert not page.tasks.rows()
    assert not page.clear.isEnabled()
    assert not page.open.isEnabled()


def test_the_floor_sees_opens_and_clears_its_own_task(floor: Floor) -> None:
    code = retired(floor, Condition.DAMAGED_REPAIRABLE)
    page = floor.open("tasks", TasksPage)
    assert [row.subject for row in page.tasks.rows()] == [code], "the damage is the office's business"
    page.tasks.view.selectRow(0)
    assert "floor" in page.advice.text()
    floor.press(page.open.click)
    current = floor.window.current_page()
    assert current is not None
    assert current.subtitle == code
    page = floor.open("tasks", TasksPage)
    page.tasks.view.selectRow(0)
    floor.press(page.clear.click)
    assert not page.tasks.rows()
    assert not page.clear.isEnabled()


def test_enter_opens_and_the_filter_narrows(floor: Floor) -> None:
    code = retired(floor)
    page = floor.open("tasks", TasksPage)
    page.tasks.filter.setText("nothing like it")
    assert not page.tasks.rows()
    page.tasks.filter.setText(code[:6])
    assert len(page.tasks.rows()) == 1
    page.tasks.view.selectRow(0)
    page.tasks.view.setFocus()
    floor.qtbot.keyClick(page.tasks.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    page.tasks.opened.emit(page.tasks.rows()[0])
    floor.settle()
    assert floor.window.current_page() is not page


def test_who_was_slower_hears_so_and_sees_the_list_as_it_is(floor: Floor) -> None:
    retired(floor)
    page = floor.open("tasks", TasksPage)
    page.tasks.view.selectRow(0)
    task = page.tasks.rows()[0]
    floor.business.do(Seat.BACKOFFICE, ClearTask(task.id))
    with pytest.raises(TaskClearedBefore):
        floor.business.do(Seat.BACKOFFICE, ClearTask(task.id))
    floor.press(page.clear.click)
    assert floor.window.notice.isVisible()
    assert not page.tasks.rows()


def test_the_office_sees_both(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    bike = business.product()
    things = business.receive(bike, "SN-1")
    send(business, business.order(business.customer(), bike), things)
    business.do(Seat.WAREHOUSE, TakeBackAsset(things.asset_ids[0], Condition.DAMAGED_REPAIRABLE, Grade.C))
    desk = desk_of_anna.desk
    object.__setattr__(desk, "floor", FloorBook(business.connection(Seat.BACKOFFICE)))
    page = desk_of_anna.show(TasksPage(desk, desk_of_anna.shell))
    assert isinstance(page, TasksPage)
    assert [page.tasks.model.shown(0, n) for n in range(2)] == ["Came back damaged", things.codes[0]]
    assert "damaged, can be repaired" in page.tasks.model.shown(0, 2)
    page.tasks.view.selectRow(0)
    page.clear.click()
    desk_of_anna.settle()
    desk_of_anna.settle()
    assert not page.tasks.rows()
    assert desk_of_anna.shell.toasts


@pytest.mark.parametrize(
    ("prefix", "screen"),
    [("RB", "asset"), ("CT", "contract"), ("CU", "customer"), ("OR", "order"), ("RT", "return"), ("SH", "ship")],
)
def test_every_kind_of_number_has_its_page(prefix: str, screen: str) -> None:
    code = format_code(prefix, 214)
    assert page_of(code) == (screen, code)
    assert page_of("nothing of ours").screen == "asset"
    assert page_of("=cmd").screen == "asset"
