"""The accountant's file and the audit's export, as a person makes them."""

import zipfile
from pathlib import Path

from PySide6.QtCore import Qt

from domain.application import Seat
from domain.bookkeeping.change_account_settings import ChangeAccountSettings
from domain.bookkeeping.export_bookings import AccountantUnknown
from tests.domain.bookkeeping.datev_judge import complaints
from tests.storage.business import Business
from tests.storage.test_books import SETTINGS
from tests.storage.test_deposits import with_a_deposit
from tests.storage.test_settlements import pay
from tests.storage.trade import rent
from tests.ui.backoffice.conftest import Office
from ui.backoffice.bookkeeping.view import AUDIT, BookkeepingPage
from ui.widgets.files import FileNotReadable


def shown(office: Office, argument: str = "") -> BookkeepingPage:
    page = office.show(BookkeepingPage(office.desk, office.shell), argument)
    assert isinstance(page, BookkeepingPage)
    office.settle()
    return page


def test_a_month_is_looked_at_and_written_and_got_again(desk_of_anna: Office, business: Business) -> None:
    with_a_deposit(business)
    pay(business, "R-2026-000001", "50.00")
    page = shown(desk_of_anna)
    tab = page.accountant
    assert not tab.write.isEnabled(), "nobody has said for whom it is"
    assert "settings" in tab.lacks.text()
    business.do(Seat.OWNER, ChangeAccountSettings(0, SETTINGS))
    desk_of_anna.shell.services.changes.touch(("settings",))
    desk_of_anna.settle()
    assert tab.months.currentText() == "01/2026  ·  3 documents and entries"
    assert [(row.account, row.rows) for row in tab.accounts.model.rows] == [(1200, 1), (1732, 1), (8400, 1)]
    assert not tab.lacks.isVisible()
    desk_of_anna.qtbot.mouseClick(tab.write, Qt.MouseButton.LeftButton)
    desk_of_anna.settle()
    desk_of_anna.settle()
    [file] = list(desk_of_anna.folder.folder.glob("EXTF_*.csv"))
    assert complaints(file.read_bytes()) == []
    assert desk_of_anna.shell.toasts[-1].startswith(file.name)
    assert not tab.months.isVisible()
    assert not tab.write.isEnabled()
    [row] = tab.files.model.rows
    kept = file.read_bytes()
    file.unlink()
    tab.files.select(lambda each: each.id == row.id)
    desk_of_anna.qtbot.mouseClick(tab.again, Qt.MouseButton.LeftButton)
    desk_of_anna.settle()
    assert file.read_bytes() == kept


def test_what_has_no_account_is_said(desk_of_anna: Office, business: Business) -> None:
    business.do(Seat.OWNER, ChangeAccountSettings(0, SETTINGS))
    rent(business, business.customer(), business.product("Unterricht", vat="exempt", transit_days=0))
    tab = shown(desk_of_anna).accountant
    assert tab.lacks.text().startswith("1 document or entry: no account for “Exempt from VAT”.")
    assert not tab.write.isEnabled()


def test_two_at_once_are_told_apart(desk_of_anna: Office, business: Business) -> None:
    with_a_deposit(business)
    page = shown(desk_of_anna)
    page.presenter.write()
    desk_of_anna.settle()
    assert isinstance(desk_of_anna.shell.refused[-1], AccountantUnknown)


def test_an_audit_gets_its_zip(desk_of_anna: Office, business: Business, tmp_path: Path) -> None:
    with_a_deposit(business)
    tab = shown(desk_of_anna, "audit").audit
    assert tab.page.tabs.currentIndex() == AUDIT
    assert tab.first.currentData() == 2026
    target = tmp_path / "GoBD-2026.zip"
    tab.begin(target)
    desk_of_anna.qtbot.waitUntil(tab.start.isEnabled, timeout=5000)
    desk_of_anna.settle()
    with zipfile.ZipFile(target) as archive:
        names = set(archive.namelist())
        assert {"index.xml", "gdpdu-01-08-2002.dtd", "belege.csv", "kunden.csv"} <= names
        assert archive.read("belege.csv").count(b"\r\n") == 3
        assert b"31.12.2026" in archive.read("index.xml")
    assert desk_of_anna.shell.toasts[-1].startswith("GoBD-2026.zip is written")
    assert not list(tmp_path.glob("*.part"))


def test_an_export_that_is_ended_or_has_no_room_leaves_nothing(
    desk_of_anna: Office, business: Business, tmp_path: Path
) -> None:
    with_a_deposit(business)
    tab = shown(desk_of_anna, "audit").audit
    tab.begin(tmp_path / "a.zip")
    tab.cancel.click()
    desk_of_anna.qtbot.waitUntil(tab.start.isEnabled, timeout=5000)
    tab.begin(tmp_path / "no" / "such" / "folder.zip")
    desk_of_anna.qtbot.waitUntil(tab.start.isEnabled, timeout=5000)
    assert isinstance(desk_of_anna.shell.refused[-1], FileNotReadable)
    assert not list(tmp_path.glob("*.part"))


def test_with_nothing_billed_both_parts_say_so(desk_of_anna: Office) -> None:
    page = shown(desk_of_anna)
    assert not page.accountant.write.isEnabled()
    assert not page.audit.start.isEnabled()
    assert page.accountant.months.count() == 0
