"""Bills that wait: seen before they are written, written at once, held back and let go."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QLineEdit

from domain.application import Seat
from domain.billing.hold_billing import HoldBilling
from domain.billing.preview_run import Oddity
from domain.billing.release_billing import ReleaseBilling
from domain.billing.request_billing_run import RequestBillingRun
from domain.settings.billing import BillingSettings
from domain.settings.change_billing_settings import ChangeBillingSettings
from tests.storage.test_billing_run import some_customers
from tests.storage.trade import invoices
from tests.ui.backoffice.conftest import Office
from tests.ui.backoffice.test_billing import let_the_worker_work
from ui.backoffice.billing.hold_dialog import HoldDialog
from ui.backoffice.billing.view import REVIEW, BillingPage


@pytest.fixture
def waiting(desk_of_anna: Office) -> Office:
    """Three customers whose second month is due, in a house that looks for two nights."""
    some_customers(desk_of_anna.business, 3)
    desk_of_anna.business.do(Seat.OWNER, ChangeBillingSettings(0, BillingSettings(review_days=2)))
    desk_of_anna.business.pass_days(28)
    return desk_of_anna


def shown(office: Office) -> BillingPage:
    page = office.show(BillingPage(office.desk, office.shell), "review")
    assert isinstance(page, BillingPage)
    assert page.tabs.currentIndex() == REVIEW
    return page


def ask_to_hold(page: BillingPage) -> HoldDialog:
    page.review.hold.click()
    [dialog] = [each for each in page.review.findChildren(HoldDialog) if each.isVisible()]
    return dialog


def test_what_waits_is_listed_with_the_night_that_writes_it(waiting: Office) -> None:
    page = shown(waiting)
    rows = page.review.table.model.rows
    assert [row.issue_on for row in rows] == [date(2026, 3, 2)] * 3
    assert {row.line.oddity for row in rows} == {Oddity.USUAL}
    assert page.review.sums.text() == "3 contracts will be billed: €199.17 net"
    assert page.review.detail.text() == "A due bill waits 2 nights for review."
    page.tabs.setCurrentIndex(0)
    waiting.settle()
    assert page.ahead.sums.text() == "Nothing would be written."


def test_one_is_written_at_once(waiting: Office) -> None:
    page = shown(waiting)
    page.review.table.view.selectRow(0)
    assert page.review.issue.isEnabled()
    page.review.issue.click()
    waiting.settle()
    let_the_worker_work(waiting)
    page.presenter.load()
    waiting.settle()
    assert len(invoices(waiting.business)) == 4
    assert len(page.review.table.model.rows) == 2
    assert [type(each) for each in waiting.given] == [RequestBillingRun]


def test_one_is_held_back_with_a_day_and_a_reason_and_let_go(waiting: Office) -> None:
    page = shown(waiting)
    page.review.table.view.selectRow(0)
    assert not page.review.release.isEnabled()
    dialog = ask_to_hold(page)
    dialog.accept()
    assert dialog.isVisible(), "without a reason it stays open"
    reason, until = dialog.form["reason"].editor, dialog.form["until"].editor
    assert isinstance(reason, QLineEdit)
    assert isinstance(until, QDateEdit)
    reason.setText("Schaden ungeklärt")
    until.setDate(QDate(2026, 4, 10))
    dialog.deed.click()
    waiting.settle()
    [command] = waiting.given
    assert isinstance(command, HoldBilling)
    assert (command.until, command.reason) == (date(2026, 4, 10), "Schaden ungeklärt")
    [held] = [row for row in page.review.table.model.rows if row.held is not None]
    assert held.issue_on == date(2026, 4, 10)
    assert "2 contracts will be billed" in page.review.sums.text()
    assert "1 contract is held back." in page.review.detail.text()
    page.review.table.view.selectRow(page.review.table.model.rows.index(held))
    assert page.review.sentence.text() == "Held back until 10 Apr 2026 by Anna: Schaden ungeklärt"
    assert not page.review.issue.isEnabled()
    page.activateWindow()
    page.review.release.setFocus()
    page.review.release.click()
    waiting.settle()
    assert page.review.table.view.hasFocus(), "the keys stay in the list though the button is switched off"
    assert isinstance(waiting.given[-1], ReleaseBilling)
    assert all(row.held is None for row in page.review.table.model.rows)


def test_without_review_the_list_says_so(desk_of_anna: Office) -> None:
    some_customers(desk_of_anna.business, 1)
    desk_of_anna.business.pass_days(28)
    page = shown(desk_of_anna)
    assert page.review.table.model.rows == ()
    assert not page.review.hold.isEnabled()
    assert page.review.sums.text() == ""


def test_a_day_in_the_past_cannot_even_be_chosen(waiting: Office) -> None:
    page = shown(waiting)
    page.review.table.view.selectRow(0)
    until = ask_to_hold(page).form["until"].editor
    assert isinstance(until, QDateEdit)
    assert until.minimumDate() == QDate(2026, 3, 1)
    assert until.date() == QDate(2026, 2, 28).addDays(timedelta(days=14).days)
