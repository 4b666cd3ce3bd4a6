"""The billing centre: what is due, a run watched and ended, what comes tonight, who was left out, all numbers."""

import secrets
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLineEdit

from domain.application import Seat
from domain.billing.cancel_billing_run import CancelBillingRun
from domain.billing.preview_run import Oddity
from domain.billing.register import NumberState
from domain.billing.request_billing_run import RequestBillingRun
from domain.billing.run_billing import run_billing
from domain.ids import CommandId, new_uuid
from domain.money import Money
from storage.billing_runs import PostgresRunBook
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.test_billing_run import some_customers, worker
from tests.storage.test_settlements import opens, pay
from tests.storage.trade import bill, contract_of, edit, invoices, today
from tests.ui.backoffice.conftest import Office
from ui.backoffice.billing.numbers import NumbersPage
from ui.backoffice.billing.run_card import LOOKS_BEFORE_A_WORD
from ui.backoffice.billing.view import NUMBERS, RUNS, SKIPPED, BillingPage
from ui.widgets.overlays import ConfirmDialog


@pytest.fixture
def billing(desk_of_anna: Office) -> Office:
    """Two customers whose second month is due."""
    some_customers(desk_of_anna.business, 2)
    desk_of_anna.business.pass_days(28)
    return desk_of_anna


def shown(office: Office, argument: str = "") -> BillingPage:
    page = office.show(BillingPage(office.desk, office.shell), argument)
    assert isinstance(page, BillingPage)
    return page


def let_the_worker_work(office: Office) -> None:
    """What was asked for last."""
    business = office.business
    row = business.rows(
        "SELECT command_id FROM umlauf.command WHERE name = 'RequestBillingRun' ORDER BY received_at DESC"
    )
    hands = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    hands.follow_command(CommandId(row[0]["command_id"]))
    hands.close()


def test_what_is_due_is_said_billed_watched_and_gone(billing: Office) -> None:
    page = shown(billing)
    assert page.run.words.text().startswith("2 contracts are due, the oldest since 28 Feb 2026")
    assert page.ahead.sums.text() == "2 invoices: €132.78 net, €25.22 VAT, €158.00 in all"
    page.run.start.click()
    page.run.start.click()
    billing.settle()
    assert [type(each) for each in billing.given] == [RequestBillingRun], "pressed twice, asked once"
    assert not page.run.start.isVisible()
    assert page.run.end.isVisible()
    assert page.run.bar.isVisible()
    assert page._timer.isActive()
    for _ in range(LOOKS_BEFORE_A_WORD + 1):
        page.presenter.load()
        billing.settle()
    assert "not begun" in page.run.detail.text(), "a worker that does not run is not waited for in silence"
    let_the_worker_work(billing)
    page.presenter.load()
    billing.settle()
    assert page.run.words.text() == "Everything due by today is billed"
    assert "(Anna), finished, 2 invoices" in page.run.detail.text()
    assert not page._timer.isActive(), "it stops looking when the run has ended"
    assert page.run.start.isVisible()
    page.tabs.setCurrentIndex(RUNS)
    (run,) = page.runs.table.rows()
    page.runs.table.select(lambda each: each is run)
    assert page.runs.detail.text() == "2 invoices: €132.78 net, €25.22 VAT, €158.00 in all"
    assert "Anna;finished;2 of 2;2;0;€158.00" in page.runs.table.csv()


def test_a_run_is_ended_from_the_window(billing: Office) -> None:
    page = shown(billing)
    page.run.start.click()
    billing.settle()
    page.run.end.click()
    billing.settle()
    assert [type(each) for each in billing.given] == [RequestBillingRun, CancelBillingRun]
    assert not page.run.end.isEnabled()
    assert "Ending" in page.run.detail.text()
    let_the_worker_work(billing)
    page.presenter.load()
    billing.settle()
    assert "ended early, 0 invoices" in page.run.detail.text()
    assert len(invoices(billing.business)) == 2, "nothing was billed"


def test_tonight_tells_what_balances_will_pay(billing: Office) -> None:
    """30.00 to the credit of one of two: of 158.00 billed tonight, 30.00 are paid already."""
    business = billing.business
    pay(business, "R-2026-000001", "109.00", keeps_rest=True)
    page = shown(billing)
    assert "€30.00 of it paid from balances" in page.ahead.detail.text()
    used = {line.number: line.used for line in page.ahead.table.rows()}
    assert list(used.values()).count(None) == 1
    assert Money.of("30.00") in used.values()
    page.ahead.table.select(lambda line: line.used is not None)
    assert page.ahead.sentence.text() == (
        "The invoice over €79.00 takes €30.00 from the balance; €49.00 is left to pay."
    )
    assert "30.00" in page.ahead.table.csv()
    bill(business)
    assert sorted(opens(business).values()) == [0, 4900, 7900, 7900]


def test_tonight_is_looked_at_in_parts_with_the_odd_ones_first(
    billing: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.queries.office_billing.PREVIEWED_CUSTOMERS", 1)
    business = billing.business
    dearer = business.rows("SELECT id, number FROM umlauf.contract ORDER BY number DESC")[0]
    line = contract_of(business, dearer["id"]).lines[0].id
    edit(business, dearer["id"], lambda c: c.price_changed(line, today(business), Money.of("158.00")))
    page = shown(billing)
    lines = page.ahead.table.rows()
    assert [(each.number == dearer["number"], each.oddity) for each in lines] == [
        (True, Oddity.BIG_CHANGE),
        (False, Oddity.USUAL),
    ]
    assert lines[0].difference == lines[0].net - lines[1].net
    assert page.ahead.presenter.ahead.is_done
    assert page.ahead.presenter.ahead.as_of == today(business) + timedelta(days=1)
    page.ahead.day.setCurrentIndex(1)
    page.ahead.day.activated.emit(1)
    billing.settle()
    assert page.ahead.presenter.ahead.as_of == today(business)
    page.ahead.table.opened.emit(page.ahead.table.rows()[0])
    assert billing.shell.opened[-1][0] == "contract"
    assert "Kunde 0" in page.ahead.table.csv()


def test_who_is_far_behind_is_billed_after_a_question(billing: Office) -> None:
    business = billing.business
    business.pass_days(31 + 31 + 31)
    run_billing(business_run_id(billing), today(business), PostgresRunBook(business.connection(Seat.WORKER)),
                worker(business))  # fmt: skip
    page = shown(billing, "skipped")
    assert page.tabs.currentIndex() == SKIPPED
    assert page.tabs.tabText(SKIPPED) == "Left out (2)"
    assert not page.skipped.again.isEnabled()
    row = page.skipped.table.rows()[0]
    page.skipped.table.select(lambda each: each is row)
    assert page.skipped.sentence.text().startswith("4 periods since 28 Feb 2026 were never billed")
    page.skipped.contract.click()
    page.skipped.customer.click()
    assert billing.shell.opened == [("contract", row.contract.number), ("customer", str(row.customer_id))]
    page.skipped.agree.click()
    (question,) = page.skipped.findChildren(ConfirmDialog)
    question.deed.click()
    billing.settle()
    asked = billing.given[-1]
    assert isinstance(asked, RequestBillingRun)
    assert (asked.contract_ids, asked.with_backlog) == ((row.contract.id,), True)
    assert not page.skipped.agree.isEnabled(), "while a run is under way"
    let_the_worker_work(billing)
    page.presenter.load()
    billing.settle()
    assert page.tabs.tabText(SKIPPED) == "Left out (1)"


def business_run_id(office: Office) -> CommandId:
    return CommandId(new_uuid(office.business.clock.now(), secrets.token_bytes))


def test_a_contract_that_cannot_be_billed_is_tried_again_alone(billing: Office) -> None:
    business = billing.business
    contract = business.rows("SELECT id, number FROM umlauf.contract ORDER BY number")[0]
    with business.connection().connection() as admin:
        admin.execute("UPDATE umlauf.contract_line SET vat = 'odd' WHERE contract_id = %s", [contract["id"]])
    run_billing(business_run_id(billing), today(business), PostgresRunBook(business.connection(Seat.WORKER)),
                worker(business))  # fmt: skip
    page = shown(billing, "skipped")
    page.skipped.table.select(lambda each: each.contract.number == contract["number"])
    assert not page.skipped.agree.isEnabled(), "nothing to agree to: something is wrong with it"
    with business.connection().connection() as admin:
        admin.execute("UPDATE umlauf.contract_line SET vat = 'standard' WHERE contract_id = %s", [contract["id"]])
    page.skipped.again.click()
    billing.settle()
    let_the_worker_work(billing)
    page.presenter.load()
    billing.settle()
    assert page.skipped.table.rows() == []
    assert page.tabs.tabText(SKIPPED) == "Left out"


def test_the_register_shows_every_number_and_finds_the_gap(billing: Office) -> None:
    page = shown(billing, "numbers")
    assert page.tabs.currentIndex() == NUMBERS
    assert [row.number for row in page.numbers.table.rows()] == ["R-2026-000002", "R-2026-000001"]
    page.numbers.check.click()
    billing.settle()
    assert billing.shell.toasts == ["No number is missing in any series."]
    with billing.business.connection().connection() as admin:
        admin.execute("UPDATE umlauf.number_series SET next = next + 1")
    page.numbers.check.click()
    billing.settle()
    assert billing.shell.toasts[-1] == "1 number has no document; the first is R-2026-000003."
    assert "R-2026-000003;missing" in page.numbers.table.csv()
    page.numbers.table.opened.emit(page.numbers.table.rows()[0])
    page.numbers.table.opened.emit(page.numbers.table.rows()[1])
    assert billing.shell.opened == [("invoice", "R-2026-000002")], "a missing number leads nowhere"


def test_the_owner_makes_a_missing_number_void_with_a_reason(billing: Office) -> None:
    business = billing.business
    with business.connection().connection() as admin:
        admin.execute("UPDATE umlauf.number_series SET next = next + 1")
    owner = replace(billing.desk, run=lambda command: business.answer(Seat.OWNER, command))
    page = billing.show(NumbersPage(owner, billing.shell))
    assert isinstance(page, NumbersPage)
    numbers = page.numbers
    assert not numbers.void.isEnabled()
    numbers.table.select(lambda row: row.state is NumberState.MISSING)
    assert numbers.sentence.text().startswith("Nobody knows why")
    for reason in ("", "Druck verunglückt"):
        numbers.void.click()
        question = numbers.findChildren(ConfirmDialog)[-1]
        question.findChildren(QLineEdit)[0].setText(reason)
        question.deed.click()
        billing.settle()
    assert [getattr(error, "code", "") for error in billing.shell.refused] == ["void_reason_missing"]
    assert "R-2026-000003;void;;2026-02-28;Druck verunglückt (Lena);" in numbers.table.csv()


def test_an_empty_house_says_so_on_every_tab(desk_of_anna: Office) -> None:
    page = shown(desk_of_anna)
    assert page.run.words.text() == "Everything due by today is billed"
    assert page.ahead.sums.text() == "Nothing would be written."
    page.tabs.setCurrentIndex(NUMBERS)
    desk_of_anna.settle()
    assert page.numbers.table.rows() == []
    assert not page.numbers.series.isEnabled()


def test_the_run_of_the_night_is_seen_without_being_asked_for(billing: Office) -> None:
    page = shown(billing)
    bill(billing.business)
    billing.shell.services.changes.touch(["invoices"])
    billing.settle()
    assert page.run.words.text() == "Everything due by today is billed"
