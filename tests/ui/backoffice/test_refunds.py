"""Money goes back from the contract's page: asked with a preview, sent, come back, sent again; the list shows it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.billing.settlement import EntryId, PaidBy
from domain.contracts.model import Contract
from domain.money import Money
from domain.period import Period
from domain.refunds.approve_refund import ApproveRefund
from domain.refunds.ask_refund import AskRefund
from domain.refunds.fail_refund import FailRefund
from domain.refunds.model import RefundStatus, RefundStep
from domain.refunds.send_refund import SendRefund
from domain.refunds.settle_refund import SettleRefund
from domain.refunds.way_back import MoneyOrder
from domain.tasks.model import TaskId, TaskKind
from domain.views.floor_rows import TaskRow
from tests.storage.refund_story import IBAN, paid_month
from tests.storage.trade import contract_of
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.customers.view import OneCustomer
from ui.backoffice.invoices.view import OneInvoice
from ui.backoffice.refunds.bank_list import BankList
from ui.backoffice.refunds.list import refunds_page
from ui.backoffice.refunds.view import OneRefund
from ui.warehouse.tasks.money_back import money_back_words


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
    assert set(page.buttons) == {"send", "credit", "agree"}
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
    sent_to = [each.account for each in page.presenter.thing.steps if each.step is RefundStep.SEND]
    assert sent_to == [IBAN, IBAN], "where each attempt went to is in the history"
    [order] = office.desk.office.refunds.orders(9)
    assert (order.account, order.amount) == (IBAN, Money.of("20.00")), "as the list for the bank has it"
    page.buttons["settle"].click()
    page.dialog.save.click()
    office.settle()
    assert isinstance(office.given[-1], SettleRefund)
    assert set(page.buttons) == {"fail"}, "the bank may give it back all the same"
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
    sent = MoneyOrder(
        EntryId(uuid4()), "Jonas Brückner", IBAN, Money.of("20.00"), "RF-1 CT-1", date(2026, 2, 2), PaidBy.TRANSFER
    )
    assert f"Jonas Brückner;{IBAN};20.00;RF-1 CT-1" in BankList().carry((sent,)).file
    for not_there in (replace(sent, account=""), replace(sent, by=PaidBy.CASH)):
        assert BankList().carry((not_there,)).file == "", "no account, or cash: nothing for the bank"


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


def test_a_refund_begins_at_a_line_of_an_invoice_and_at_its_customer(paid: tuple[Office, Contract]) -> None:
    """The line and its days stand in the form; on the customer's page the list leads on."""
    office, contract = paid
    [invoice] = office.business.rows("SELECT number, customer_id FROM umlauf.invoice")
    page = office.show(OneInvoice(office.desk, office.shell), invoice["number"])
    page.refund.ask.click()
    office.settle()
    dialog = page.refund.dialog
    [line] = [each for each in contract.lines if each.is_recurring]
    days = Period.through(dialog.form["first"].value(), dialog.form["last"].value())
    assert (dialog.form["line"].value(), days.days) == (line.id, 28), "the month of the invoice"
    dialog.form["part"].set_value("7.50")
    dialog.form["reason"].set_value("Bremse defekt")
    office.settle()
    dialog.save.click()
    office.settle()
    assert isinstance(office.given[-1], AskRefund)
    assert office.given[-1].gift.line_ids == (line.id,)
    page.refund.ask.click()
    office.settle()
    assert office.shell.opened[-1][0] == "refund", "one after the other"
    customer = office.show(OneCustomer(office.desk, office.shell), str(invoice["customer_id"]))
    [row] = customer.refunds.list.rows()
    assert (row.refund.amount, row.contract) == (Money.of("7.50"), contract.number)
    customer.refunds.ask.click()
    office.settle()
    assert customer.refunds.dialog.form["line"].value() is None, "one contract needs no choice"


def test_tasks_say_by_when_and_how_much() -> None:
    def told(kind: TaskKind, **facts: str) -> str:
        return money_back_words(TaskRow(TaskId(uuid4()), kind, "RF-1", facts, datetime(2026, 2, 2, tzinfo=UTC)))

    assert told(TaskKind.REFUND_DUE, until="2026-02-16") == "due by 16 Feb 2026"
    assert told(TaskKind.REFUND_FAILED, refund="RF-1", amount="20.00 EUR") == "€20.00"
