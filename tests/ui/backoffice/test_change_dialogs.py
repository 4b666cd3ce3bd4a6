"""The dialogs of changes on a small screen, in German, by keyboard alone: nothing clipped, every field within reach."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from domain.application import Seat
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.report_outage import ReportOutage
from tests.storage.trade import Rented, contract_of, rent, today
from tests.ui.backoffice.conftest import Office
from ui import language
from ui.backoffice.contracts.changes.dialog import ChangeDialog
from ui.backoffice.contracts.view import OneContract

DIALOGS = (
    "CancelContract", "WithdrawContract", "TerminateContract", "ReportOutage", "KeepContract", "EndOutage",
    "ChargeOnce", "GiveBackMoney", "PauseContract",
)  # fmt: skip


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    language.use("de")
    yield
    language.use("en")


@pytest.fixture
def rented(desk_of_anna: Office) -> Rented:
    business = desk_of_anna.business
    rented = rent(business, business.customer(), business.product())
    business.pass_days(5)
    return rented


def prepared(office: Office, rented: Rented, command: str) -> ChangeDialog:
    """The dialog on a page of 1024 by 768, after what has to have happened before."""
    business = office.business
    contract = contract_of(business, rented.contract_id)
    if command == "KeepContract":
        business.do(Seat.BACKOFFICE, CancelContract(contract.id, contract.version, received_on=today(business)))
    if command == "EndOutage":
        line_id = contract.lines[0].id
        outage = ReportOutage(contract.id, contract.version, line_id=line_id, since=today(business))
        business.do(Seat.BACKOFFICE, outage)
    page = office.show(OneContract(office.desk, office.shell), rented.order.contract_number)
    assert isinstance(page, OneContract)
    page.resize(1024, 768)
    page.changes.begin_command(command)
    dialog = page.changes.dialog
    assert dialog is not None
    dialog.preview()
    for _ in range(3):
        office.settle()
    dialog.activateWindow()
    office.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


@pytest.mark.parametrize("command", DIALOGS)
def test_nothing_is_clipped_and_all_is_reached_by_tab(desk_of_anna: Office, rented: Rented, command: str) -> None:
    dialog = prepared(desk_of_anna, rented, command)
    assert dialog.width() <= 1024
    assert dialog.height() <= 768
    assert dialog._area.horizontalScrollBar().maximum() == 0, "it would have to be scrolled sideways"
    labels = [each for each in dialog.form.findChildren(QLabel) if each.isVisible() and not each.wordWrap()]
    cut = [each.text() for each in labels if each.width() < each.fontMetrics().horizontalAdvance(each.text())]
    assert cut == []
    dialog.form.begin()
    reached = {QApplication.focusWidget()}
    for _ in range(40):
        desk_of_anna.qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert dialog.reason.editor in reached
    if dialog.save.isEnabled():
        assert dialog.save in reached
    fields = [each for each in dialog.form._fields.values() if not each.isHidden() and command != "ChargeOnce"]
    assert [each.label.text() for each in fields if each.editor not in reached] == []
    desk_of_anna.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert desk_of_anna.given == []
