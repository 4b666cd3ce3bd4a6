"""Losses, write-offs, a death and a change of party on the office's own screens, on the real business."""

from typing import Any
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.losses.cases import CaseKind
from domain.losses.claim_loss import ClaimLoss
from domain.losses.decide_found import DecideFound
from domain.losses.find_lost import FindLost
from domain.losses.model import LossId, LossKind
from domain.losses.open_case import OpenCase
from domain.losses.report_loss import ReportLoss
from domain.losses.settings import OnDeath
from domain.losses.write_off_asset import WriteOffAsset
from domain.money import Money
from domain.transfers.agree_transfer import AgreeTransfer
from tests.storage.trade import Rented, contract_of, rent, today
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.customers.view import OneCustomer
from ui.backoffice.losses.list import losses_page
from ui.backoffice.losses.view import OneLoss
from ui.backoffice.losses.write_offs import write_offs_page
from ui.backoffice.parts import Link
from ui.backoffice.transfers.view import OneTransfer


@pytest.fixture
def rented(desk_of_anna: Office) -> Rented:
    business = desk_of_anna.business
    found = rent(business, business.customer(), business.product(price="28.00"))
    business.pass_days(10)
    return found


def saved(office: Office, dialog: Any, **values: Any) -> None:
    for name, value in values.items():
        dialog.form[name].set_value(value)
    office.settle()
    dialog.save.click()
    office.settle()


def test_from_the_contract_to_the_letter_to_the_find(desk_of_anna: Office, rented: Rented) -> None:
    office, number = desk_of_anna, contract_of(desk_of_anna.business, rented.contract_id).number
    page = office.show(OneContract(office.desk, office.shell), number)
    page.losses.report.click()
    saved(office, page.losses.dialog, kind=LossKind.STOLEN, police="ST/1", words="aus dem Keller")
    assert isinstance(office.given[-1], ReportLoss)
    [row] = office.business.rows("SELECT number FROM umlauf.loss")
    listed = office.show(losses_page(office.desk, office.shell))
    assert [each.loss.number for each in listed.table.rows()] == [row["number"]]
    assert "900.00" in listed.sum.text()

    loss = office.show(OneLoss(office.desk, office.shell), row["number"])
    assert {"claim", "waive", "found", "write_off"} <= set(loss.buttons)
    assert "cover" not in loss.buttons, "nothing insures it"
    loss.buttons["claim"].click()
    saved(office, loss.dialog, amount=Money.of("300.00"))
    assert isinstance(office.given[-1], ClaimLoss)
    loss.buttons["charge"].click()
    saved(office, loss.dialog, agreed=True)
    assert "write_off" in loss.buttons
    loss.buttons["found"].click()
    saved(office, loss.dialog)
    assert isinstance(office.given[-1], FindLost)
    loss.buttons["decide"].click()
    saved(office, loss.dialog)
    assert office.given[-1] == DecideFound(office.given[-1].loss_id, gives_back=True)
    assert not loss.buttons, "everything is decided"


def test_a_thing_leaves_the_books_and_comes_back_on_the_same_day(desk_of_anna: Office) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    code = business.receive(business.product()).codes[0]
    page = office.show(write_offs_page(office.desk, office.shell), code)
    saved(office, page.dialog, value=Money.of("40.00"), note="Rahmen gebrochen")
    assert isinstance(office.given[-1], WriteOffAsset)
    assert "40.00" in page.sum.text()
    page.table.select(lambda _row: True)
    office.settle()
    assert not page.undo_one.isHidden()
    page.undo_one.click()
    office.settle()
    undone = page.table.rows()[0].write_off
    assert undone.status == "undone"
    page.show_target(undone.number)
    office.settle()
    assert page.search.text() == undone.number, "a task leads to the write-off, not to a thing"
    assert not office.shell.refused


def test_a_customer_who_died_is_blocked_and_their_heirs_are_written_to(desk_of_anna: Office, rented: Rented) -> None:
    office = desk_of_anna
    customer = contract_of(office.business, rented.contract_id).customer_id
    page = office.show(OneCustomer(office.desk, office.shell), str(customer))
    page.case.open_case.click()
    office.settle()
    saved(office, page.case.dialog, kind=CaseKind.DEATH, ends=OnDeath.END, name="Erben")
    assert page.case.dialog.problem.text(), "nobody could be reached"
    saved(office, page.case.dialog, email="erben@example.org")
    opened = office.given[-1]
    assert isinstance(opened, OpenCase)
    assert opened.ends
    assert page.case.open_case.isHidden()
    assert not page.case.lift.isHidden()
    page.case.paper.click()
    office.settle()
    assert office.folder.shown[-1].name.endswith("-claims.pdf"), "the bike is with the heirs still"


def test_what_stands_against_a_change_of_party_is_shown_before(desk_of_anna: Office) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    mira = business.customer("Adler")
    two = rent(business, business.customer("Zwei"), business.product(price="28.00"), quantity=2)
    business.pass_days(10)
    day = today(business)
    lost = business.do(Seat.BACKOFFICE, ReportLoss(LossId(uuid4()), two.assets[0], LossKind.LOST, day, day))
    page = office.show(OneContract(office.desk, office.shell), contract_of(business, two.contract_id).number)
    page.transfers.begin.click()
    dialog = page.transfers.dialog
    [found] = [each for each in office.desk.office.customers("Adler").rows if each.id == mira.customer_id]
    dialog.search.picked.emit(found)
    office.settle()
    assert not dialog.save.isEnabled(), dialog.problem.text()
    [go] = dialog.findChildren(Link)
    assert lost.number in go.text()
    go.clicked.emit()
    assert office.shell.opened[-1] == ("loss", lost.number)


def test_a_flatmate_takes_over_with_a_preview(desk_of_anna: Office, rented: Rented) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    mira = business.customer("Adler")
    page = office.show(OneContract(office.desk, office.shell), contract_of(business, rented.contract_id).number)
    page.transfers.begin.click()
    dialog = page.transfers.dialog
    assert not dialog.save.isEnabled()
    [found] = [each for each in office.desk.office.customers("Adler").rows if each.id == mira.customer_id]
    dialog.search.picked.emit(found)
    office.settle()
    assert "20.00" in dialog.says.text()
    saved(office, dialog)
    agreed = office.given[-1]
    assert isinstance(agreed, AgreeTransfer)
    shown = office.show(OneTransfer(office.desk, office.shell), str(agreed.transfer_id))
    assert len(shown.card.findChildren(Link)) == 4, "both parties and both contracts"
