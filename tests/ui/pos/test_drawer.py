"""The drawer and the receipts of a till, under its own login: a day from the count in the morning to the report."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from domain.application import Seat
from domain.money import Money
from domain.till.agree_void import AgreeVoid
from domain.till.close_day import CloseDay
from domain.till.count_drawer import CountDrawer
from domain.till.drawer import CashWhy, SessionStatus
from domain.till.model import Tendered, Way
from domain.till.sealing import sealed
from hardware.counter import StationDevices
from storage.queries.till import Tills
from tests.storage.business import Business
from tests.storage.till_story import CARD, FLOAT, LOCK, MAP, open_till, sell
from tests.ui.backoffice.conftest import SilentShell
from tests.ui.desk import ShownPapers, desk_for
from tests.ui.pos.conftest import Place
from ui.background import Background
from ui.backoffice.lists import ListPage
from ui.changes import Changes
from ui.pos.drawer.dialogs import CloseDialog, CountDialog, MoveDialog, OpenDialog
from ui.pos.drawer.reports import day_reports_page
from ui.pos.drawer.signed_log import signed_csv
from ui.pos.drawer.view import DrawerScreen
from ui.pos.receipts.view import ReceiptScreen
from ui.pos.receipts.voiding import VoidDialog
from ui.scanning import ScanHub
from ui.shell.port import Services
from ui.sounds import Sounds
from ui.theme import Theme

D = TypeVar("D", bound=QDialog)


def dialog(place: Place, kind: type[D]) -> D:
    shown = [each for each in place.window.findChildren(kind) if each.isVisible()]
    assert len(shown) == 1
    return shown[0]


def test_a_day_from_the_float_to_the_day_report(place: Place) -> None:
    page = place.open("drawer", DrawerScreen)
    assert page.state.text() == "drawer open"
    assert not page.open.isEnabled()
    assert not page.close_day.isEnabled(), "counted first"
    assert "not certified" in page.words.text()
    sell(place.business, place.till_id)

    place.press(page.take_out.click)
    moving = dialog(place, MoveDialog)
    moving.form["amount"].editor.setText("100")
    place.press(moving.deed.click)
    assert moving.isVisible(), "a note is asked for"
    moving.form["note"].editor.setText("zur Bank")
    moving.form["why"].set_value(CashWhy.BANK)
    place.press(moving.deed.click)
    assert [row.entry.kind.value for row in page.entries.rows()][:2] == ["cash_out", "taken"]

    place.press(page.count.click)
    counting = dialog(place, CountDialog)
    assert "99.90" not in counting.findChild(type(counting.title)).text(), "blind"
    counting.pieces.boxes[5000].setValue(1)
    assert counting.pieces.sum.text() == "Together €50.00"
    place.press(counting.deed.click)
    closing = dialog(place, CloseDialog)
    place.press(closing.deed.click)
    assert closing.isVisible(), "the difference is above the limit"
    closing.note.set_value("fünf Zehner fehlen")
    place.press(closing.deed.click)
    assert page.state.text() == "drawer closed"
    [report] = page.reports.rows()
    assert (report.z, report.gross, report.difference) == (1, Money(49_90), Money(-49_90))
    assert [path.name for path in place.papers] == ["K1-Z0001.pdf"]

    place.press(page.open.click)
    opening = dialog(place, OpenDialog)
    assert opening.form.isVisible(), "nothing counted yet, and 50.00 were left"
    opening.pieces.boxes[5000].setValue(1)
    assert not opening.form.isVisible()
    place.press(opening.deed.click)
    assert page.presenter.page is not None
    assert page.presenter.page.row.status is SessionStatus.OPEN


def test_receipts_are_found_printed_again_and_taken_back(place: Place) -> None:
    small = sell(place.business, place.till_id)
    big = sell(place.business, place.till_id, (LOCK, LOCK, LOCK), (Tendered(Way.CARD, Money(149_70), card=CARD),))
    sell(place.business, place.till_id, (MAP,))
    found = place.open("receipts", ListPage)
    assert [row.number for row in found.table.rows()] == ["K1-000003", "K1-000002", "K1-000001"]
    found.search.setText("schloss")
    place.press(found.presenter.load)
    assert len(found.table.rows()) == 2

    page = place.open("receipt", ReceiptScreen, small.number)
    assert "COPY" in page.paper.text()
    assert "€49.90 A" in page.paper.text()
    place.press(page.as_page.click)
    assert place.papers[-1].name == "K1-000001.pdf"
    place.press(page.void.click)
    asked = dialog(place, VoidDialog)
    asked.form["reason"].editor.setText("falsche Größe")
    place.press(asked.deed.click)
    place.settle()
    assert not page.void.isVisible()
    assert place.papers[-1].name == "K1-000004.pdf"

    page = place.open("receipt", ReceiptScreen, big.number)
    assert not page.void.isVisible()
    assert "somebody of the office agrees first" in page.words.text()
    place.business.do(Seat.BACKOFFICE, AgreeVoid(big.id))
    place.press(page.presenter.reload)
    assert page.void.isVisible()
    place.press(page.void.click)
    asked = dialog(place, VoidDialog)
    asked.form["reason"].editor.setText("zu teuer")
    place.press(asked.deed.click)
    place.settle()
    assert page.void.isVisible(), "the training terminal knows no such payment: nothing was written"
    place.press(page.void.click)
    asked = dialog(place, VoidDialog)
    asked.form["reason"].editor.setText("zu teuer")
    asked.way.set_value(True)
    place.press(asked.deed.click)
    place.settle()
    assert not page.void.isVisible()
    assert place.papers[-1].name == "K1-000005.pdf"


def test_what_the_device_sealed_is_saved_as_a_table(place: Place, tmp_path: Path) -> None:
    devices = StationDevices(tmp_path / "station", place.business.clock)
    till = Tills(place.business.connection(Seat.POS), place.business.clock).tills()[0].till
    sealed(devices.signing(till.signing), till, (LOCK,), (Tendered(Way.CASH, Money(49_90)),))
    device = devices.signing(till.signing)
    assert device is not None
    head, start, finish = signed_csv(device.log()).splitlines()
    assert head.split(";")[:4] == ["counter", "step", "transaction", "till"]
    assert start.startswith("1;start;1;;")
    assert finish.startswith("2;finish;1;K1;")
    assert "Beleg^49.90_0.00_0.00_0.00_0.00^49.90:Bar" in finish


def test_the_office_finds_day_reports(
    business: Business, background: Background, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    till = open_till(business)
    sell(business, till)
    business.do(Seat.POS, CountDrawer(till, FLOAT))
    business.do(Seat.POS, CloseDay(till, "ein Fünfziger fehlt"))
    services = Services(background, Changes(), ScanHub(business.clock, background), Sounds(muted=True))
    desk = desk_for(business, Seat.BACKOFFICE, tmp_path)
    page = day_reports_page(desk, SilentShell(services))
    qtbot.addWidget(page)
    page.show_target("")
    qtbot.waitUntil(lambda: len(page.table.rows()) == 1)
    [row] = page.table.rows()
    assert (row.till, row.z, row.difference) == ("K1", 1, Money(-49_90))
    page.table.opened.emit(row)
    folder = desk.folder
    assert isinstance(folder, ShownPapers)
    qtbot.waitUntil(lambda: [path.name for path in folder.shown] == ["K1-Z0001.pdf"])
