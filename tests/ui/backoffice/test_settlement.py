"""Payments on an invoice's page, balance on a customer's: entered, refused beside the field, taken back, paid out."""

import pytest

from domain.application import Seat
from domain.billing.pay_out_balance import PayOutBalance
from domain.billing.record_payment import RecordPayment
from domain.billing.settlement import DocumentState, PaidBy
from domain.contracts.settle_deposit import SettleDeposit
from domain.money import Money
from domain.refunds.model import RefundStatus
from tests.storage.refund_story import IBAN
from tests.storage.test_final_statement import damage, with_a_deposit
from tests.storage.test_settlements import balance, opens, pay
from tests.storage.trade import bill, contract_of, rent, today
from tests.ui.backoffice.conftest import Office
from ui.backoffice.billing.view import BillingPage
from ui.backoffice.customers.balance import PayOutDialog
from ui.backoffice.customers.balance_deeds import UseDialog
from ui.backoffice.customers.view import OneCustomer, customers_page
from ui.backoffice.invoices.payment import PaymentDialog
from ui.backoffice.invoices.view import InvoicesPage, OneInvoice
from ui.backoffice.lists import ListPage
from ui.backoffice.refunds.view import OneRefund
from ui.widgets.overlays import ConfirmDialog


@pytest.fixture
def rented(desk_of_anna: Office) -> Office:
    """One bike at 79.00 a month; the first invoice is open."""
    business = desk_of_anna.business
    rent(business, business.customer(), business.product(transit_days=0))
    return desk_of_anna


def invoice_page(office: Office, number: str = "R-2026-000001") -> OneInvoice:
    page = office.show(OneInvoice(office.desk, office.shell), number)
    assert isinstance(page, OneInvoice)
    return page


def payment_dialog(page: OneInvoice) -> PaymentDialog:
    page.settlement.record.click()
    found = page.findChildren(PaymentDialog)[-1]
    assert isinstance(found, PaymentDialog)
    return found


def test_a_payment_is_entered_and_the_page_says_it_is_paid(rented: Office) -> None:
    page = invoice_page(rented)
    dialog = payment_dialog(page)
    assert dialog.form["amount"].value() == Money.of("79.00"), "it starts with all that is open"
    assert not dialog.keeps_rest.isVisibleTo(dialog)
    dialog.form["by"].set_value(PaidBy.CASH)
    dialog.save.click()
    dialog.give()
    rented.settle()
    assert [type(command) for command in rented.given] == [RecordPayment], "pressed twice, it is booked once"
    assert opens(rented.business) == {"R-2026-000001": 0}
    rented.settle()
    (entry,) = page.settlement.entries.rows()
    assert (entry.amount, entry.by, entry.who) == (Money.of("79.00"), PaidBy.CASH, "Anna")
    assert page.presenter.thing is not None
    assert page.presenter.thing.row.state is DocumentState.PAID
    assert rented.shell.toasts == ["Booked. The invoice is settled."]


def test_too_much_is_refused_beside_the_amount_until_the_rest_is_to_be_kept(rented: Office) -> None:
    page = invoice_page(rented)
    dialog = payment_dialog(page)
    dialog.form["amount"].set_value(Money.of("100.00"))
    assert "€21.00" in dialog.keeps_rest.text()
    dialog.give()
    rented.settle()
    assert dialog.save.isEnabled()
    assert balance(rented.business) == 0
    assert rented.shell.refused == []
    dialog.keeps_rest.setChecked(True)
    dialog.give()
    rented.settle()
    assert (opens(rented.business), balance(rented.business)) == ({"R-2026-000001": 0}, 2100)


def test_what_somebody_else_booked_meanwhile_is_said_in_the_dialog_itself(rented: Office) -> None:
    """Not behind it; what was typed stays."""
    dialog = payment_dialog(invoice_page(rented))
    pay(rented.business, "R-2026-000001", "10.00")
    dialog.form["amount"].set_value(Money.of("50.00"))
    dialog.give()
    rented.settle()
    assert dialog.problem.isVisibleTo(dialog)
    assert "69" in dialog.problem.text()
    assert rented.shell.refused == []
    assert dialog.form["amount"].value() == Money.of("50.00")


def test_a_bounced_payment_is_taken_back_for_a_day(rented: Office) -> None:
    pay(rented.business, "R-2026-000001", "79.00")
    page = invoice_page(rented)
    page.settlement.back.click()
    asked = page.findChildren(ConfirmDialog)[-1]
    assert "€79.00" in asked.windowTitle()
    asked.deed.click()
    rented.settle()
    rented.settle()
    assert opens(rented.business) == {"R-2026-000001": 7900}
    assert len(page.settlement.entries.rows()) == 2
    assert not page.settlement.back.isVisibleTo(page), "it cannot be taken back twice"


def test_the_list_shows_what_is_open_and_overdue(rented: Office) -> None:
    business = rented.business
    business.pass_days(31)
    bill(business)
    pay(business, "R-2026-000002", "79.00")
    page = rented.show(InvoicesPage(rented.desk, rented.shell))
    assert isinstance(page, InvoicesPage)
    for words in ("Something open", "Overdue"):
        page.filter.setCurrentIndex(page.filter.findText(words))
        page.presenter.load()
        rented.settle()
        assert [(row.number, row.open) for row in page.table.rows()] == [("R-2026-000001", Money.of("79.00"))]
    assert "overdue" in page.table.csv()
    customers = rented.show(customers_page(rented.desk, rented.shell))
    assert isinstance(customers, ListPage)
    assert [row.open_now for row in customers.table.rows()] == [(Money.of("79.00"),)]


def test_the_balance_is_seen_with_its_history_and_paid_out(rented: Office) -> None:
    business = rented.business
    pay(business, "R-2026-000001", "100.00", keeps_rest=True)
    [customer] = business.rows("SELECT number FROM umlauf.customer")
    page = rented.show(OneCustomer(rented.desk, rented.shell), customer["number"])
    assert isinstance(page, OneCustomer)
    assert page.balance.isVisibleTo(page)
    (entry,) = page.balance.entries.rows()
    assert (entry.amount, entry.left, entry.document) == (Money.of("21.00"), Money.of("21.00"), "R-2026-000001")
    page.balance.pay_out.click()
    dialog = page.findChildren(PayOutDialog)[-1]
    dialog.give()
    assert rented.given == [], "to whom has to be said"
    dialog.form["account"].set_value("DE02 1203")
    dialog.form["amount"].set_value(Money.of("30.00"))
    dialog.give()
    rented.settle()
    assert (rented.shell.refused, balance(business)) == ([], 2100), "no account has this number"
    dialog.form["account"].set_value(IBAN)
    dialog.give()
    rented.settle()
    assert rented.shell.refused == []
    assert balance(business) == 2100
    dialog.form["amount"].set_value(Money.of("20.00"))
    dialog.give()
    rented.settle()
    rented.settle()
    assert isinstance(rented.given[-1], PayOutBalance)
    assert balance(business) == 100
    assert [row.amount.minor for row in page.balance.entries.rows()] == [-2000, 2100]
    [number] = [row["number"] for row in business.rows("SELECT number FROM umlauf.refund")]
    assert rented.shell.toasts == [f"Pay-out {number} is booked. €1.00 stays to their credit."]


def customer_page(office: Office) -> OneCustomer:
    [customer] = office.business.rows("SELECT number FROM umlauf.customer")
    page = office.show(OneCustomer(office.desk, office.shell), customer["number"])
    assert isinstance(page, OneCustomer)
    return page


def test_the_balance_is_used_at_once_for_what_is_open(rented: Office) -> None:
    business = rented.business
    business.pass_days(31)
    bill(business)
    pay(business, "R-2026-000002", "109.00", keeps_rest=True)
    page = customer_page(rented)
    assert page.balance.use.isVisibleTo(page)
    page.balance.use.click()
    dialog = page.findChildren(UseDialog)[-1]
    assert [(use.document, use.used) for use in dialog.uses.rows()] == [("R-2026-000001", Money.of("30.00"))]
    assert "€30.00" in dialog.save.text()
    dialog.save.click()
    rented.settle()
    rented.settle()
    assert (opens(business)["R-2026-000001"], balance(business)) == (4900, 0)
    assert rented.shell.toasts == ["€30.00 used."]
    assert not page.balance.use.isVisibleTo(page), "there is nothing left to use"
    assert [row.amount.minor for row in page.balance.entries.rows()] == [-3000, 3000]


def test_a_pay_out_leads_to_its_refund_where_it_is_said_that_it_came_back(rented: Office) -> None:
    business = rented.business
    pay(business, "R-2026-000001", "100.00", keeps_rest=True)
    amount, day = Money.of("21.00"), today(business)
    [customer] = business.rows("SELECT id FROM umlauf.customer")
    paid = business.do(Seat.BACKOFFICE, PayOutBalance(customer["id"], amount, amount, day, account=IBAN))
    page = customer_page(rented)
    assert not page.balance.pay_out.isEnabled(), "it is under way"
    [row] = page.refunds.list.rows()
    assert (row.refund.number, row.contract, row.refund.status) == (paid.number, "", RefundStatus.SENT)
    [newest, *_older] = page.balance.entries.rows()
    page.balance.entries.opened.emit(newest)
    assert rented.shell.opened[-1] == ("refund", paid.number)
    refund = rented.show(OneRefund(rented.desk, rented.shell), paid.number)
    assert isinstance(refund, OneRefund)
    assert refund.dialog is None
    refund.buttons["fail"].click()
    assert refund.dialog is not None
    refund.dialog.form["why"].set_value("Konto erloschen")
    refund.dialog.give()
    rented.settle()
    assert balance(business) == 2100
    page = customer_page(rented)
    [newest, *_older] = page.balance.entries.rows()
    assert (newest.kind, newest.reference, newest.amount) == ("reversal", "Konto erloschen", amount)


def test_one_invoice_is_chosen_to_take_the_balance(rented: Office) -> None:
    """Two of 79.00 are open, and not the one that was due first is to take the 30.00."""
    business = rented.business
    for _ in range(2):
        business.pass_days(31)
        bill(business)
    pay(business, "R-2026-000003", "109.00", keeps_rest=True)
    page = customer_page(rented)
    page.balance.use.click()
    dialog = page.findChildren(UseDialog)[-1]
    assert [row.document for row in dialog.uses.rows()] == ["R-2026-000001"]
    dialog.form["which"].editor.setCurrentIndex(2)
    assert [(row.document, row.used) for row in dialog.uses.rows()] == [("R-2026-000002", Money.of("30.00"))]
    dialog.give()
    rented.settle()
    assert opens(business) == {"R-2026-000001": 7900, "R-2026-000002": 4900, "R-2026-000003": 0}


def test_who_never_had_a_balance_sees_no_card(rented: Office) -> None:
    [customer] = rented.business.rows("SELECT number FROM umlauf.customer")
    page = rented.show(OneCustomer(rented.desk, rented.shell), customer["number"])
    assert isinstance(page, OneCustomer)
    assert not page.balance.isVisibleTo(page)


def test_a_deposit_is_seen_as_held_and_its_statement_opened(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    contract_id, line_id = with_a_deposit(business)
    pay(business, "R-2026-000002", "200.00")
    billing = desk_of_anna.show(BillingPage(desk_of_anna.desk, desk_of_anna.shell))
    assert isinstance(billing, BillingPage)
    assert "€200.00" in billing.run.deposits.text()
    version = contract_of(business, contract_id).version
    business.do(Seat.BACKOFFICE, SettleDeposit(contract_id, version, line_id=line_id, items=(damage("35.00"),)))
    page = invoice_page(desk_of_anna, "RK-2026-000001")
    assert [entry.kind for entry in page.settlement.entries.rows()] == ["deposit", "deposit", "kept"]
    page.open_statement.click()
    desk_of_anna.settle()
    (path,) = desk_of_anna.folder.shown
    assert path.name == "RK-2026-000001-deposit.pdf"
    assert path.read_bytes().startswith(b"%PDF")
    billing.show_target("")
    desk_of_anna.settle()
    assert not billing.run.deposits.isVisibleTo(billing)
    assert not invoice_page(desk_of_anna, "R-2026-000001").open_statement.isVisibleTo(page)
