"""Money goes back from the contract's page: asked with a preview, sent, come back, sent again; the list shows it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.application import Seat
from domain.billing.settlement import PaidBy
from domain.contracts.model import Contract
from domain.money import Money
from domain.refunds.approve_refund import ApproveRefund
from domain.refunds.ask_refund import AskRefund
from domain.refunds.fail_refund import FailRefund
from domain.refunds.model import RefundStatus
from domain.refunds.send_refund import SendRefund
from domain.refunds.settle_refund import SettleRefund
from tests.storage.refund_story import paid_month
from tests.storage.trade import contract_of
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.refunds.bank_list import bank_csv
from ui.backoffice.refunds.list import refunds_page
from ui.backoffice.refunds.view import OneRefund


@pytest.fixture
def paid(desk_of_anna: Office) -> tuple[Office, Contract]:
    contract_id, *_rest = paid_month(desk_of_anna.business)
    return desk_of_anna, contract_of(desk_of_anna.business, contract_id)


def asked(office: Office, contract: Contract, part: str) -> AskRefund:
    """Through the card of the contract's page."""
    page = office.show(OneContract(office.desk, office.shell), contract.number)
    page.refunds.ask.click()
    office.settle()
    dialog = page.refunds.dialog
    dialog.form["last"].set_value(dialog.form["first"].value() + timedelta(days=6))
    dialog.form["part"].set_value(part)
    dialog.form["reason"].set_value("Bremse defekt")
    office.settle()
    assert part.replace(",", ".") in dialog.says.text(), "the preview says what is credited"
    dialog.save.click()
    office.settle()
    made = office.given[-1]
    assert isinstance(made, AskRefund)
    return made


def opened(office: Office) -> OneRefund:
    [number] = [row["number"] for row in office.business.rows("SELECT number FROM umlauf.refund")]
    page = office.show(OneRefund(office.desk, office.shell), number)
    assert isinstance(page, OneRefund)
    return page


def test_a_refund_from_the_first_click_to_its_arrival(paid: tuple[Office, Contract]) -> None:
    office, contract = paid
    made = asked(office, contract, "20")
    assert made.amount == Money.of("20.00")
    page = opened(office)
    assert "20.00" in page.next_step.text()
    assert set(page.buttons) == {"send", "credit"}
    page.buttons["send"].click()
    page.dialog.save.click()
    office.settle()
    assert page.dialog.problem.text(), "an account is missing, and it says so"
    page.dialog.form["account"].set_value("DE02 1203 0000 0000 2020 51")
    page.dialog.save.click()
    office.settle()
    assert isinstance(office.given[-1], SendRefund)
    assert set(page.buttons) == {"settle", "fail"}
    page.buttons["fail"].click()
    page.dialog.form["why"].set_value("Konto erloschen")
    page.dialog.save.click()
    office.settle()
    assert isinstance(office.given[-1], FailRefund)
    assert set(page.buttons) == {"send", "credit"}
    page.buttons["send"].click()
    page.dialog.save.click()
    office.settle()
    page.buttons["settle"].click()
    page.dialog.save.click()
    office.settle()
    assert isinstance(office.given[-1], SettleRefund)
    assert page.buttons == {}
    assert page.presenter.thing.row.refund.status is RefundStatus.SETTLED


def test_the_list_has_what_is_open_first_and_its_csv_serves_the_bank(paid: tuple[Office, Contract]) -> None:
    office, contract = paid
    page = refunds_page(office.desk, office.shell)
    office.show(page, "")
    assert page.table.rows() == []
    asked(office, contract, "20")
    office.show(page, "")
    [row] = page.table.rows()
    assert (row.customer, row.refund.amount) == ("Jonas Brückner", Money.of("20.00"))
    assert row.refund.number in page.table.csv()
    assert bank_csv((row,)).count("\r\n") == 1, "no account, nothing for the bank"
    sent = replace(row, account="DE02 1203", sent=Money.of("20.00"), by=PaidBy.TRANSFER)
    assert f"Jonas Brückner;DE02 1203;20.00;{row.refund.number} {row.contract}" in bank_csv((sent,))
    assert bank_csv((replace(sent, by=PaidBy.CASH),)).count("\r\n") == 1, "cash is with the customer already"


def test_who_asked_for_much_sees_why_it_is_not_approved(desk_of_anna: Office) -> None:
    office = desk_of_anna
    contract_id, *_rest = paid_month(office.business, "879.00")
    asked(office, contract_of(office.business, contract_id), "150")
    page = opened(office)
    assert set(page.buttons) == {"approve", "refuse"}
    page.buttons["approve"].click()
    office.settle()
    assert office.shell.refused, "a second person is needed"
    office.business.do(Seat.OWNER, ApproveRefund(page.presenter.thing.row.refund.id))
    page.presenter.load("")
    office.settle()
    assert page.presenter.thing.row.refund.status is RefundStatus.APPROVED
