"""Dunning and collection on the office's own screens, on the real business: from the run to the partner's files."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest

from domain.collection.decide_collection import DecideCollection
from domain.collection.take_case_payment import TakeCasePayment
from domain.collection.writing_off import WriteOffCause
from domain.contracts.terms import ContractTerms
from domain.customers.register_customer import CustomerRegistered
from domain.dunning.agree_instalments import AgreeInstalments
from domain.dunning.hold_dunning import HoldDunning
from domain.dunning.model import HoldKind
from domain.dunning.note_notice_sent import NoteNoticeSent
from domain.dunning.request_dunning_run import RequestDunningRun
from domain.money import Money
from domain.period import Interval, Unit
from tests.storage.dunning_story import dun, invoice_ids
from tests.storage.trade import rent, today
from tests.ui.backoffice.conftest import Office
from ui.backoffice.collection.list import collections_page
from ui.backoffice.collection.view import OneCollection
from ui.backoffice.customers.view import OneCustomer
from ui.backoffice.dunning.holders import DebtorsPage
from ui.backoffice.dunning.list import dunning_page
from ui.backoffice.dunning.run import DunningRunPage
from ui.backoffice.invoices.view import OneInvoice

LETTERS = (date(2026, 2, 19), date(2026, 3, 2), date(2026, 3, 12), date(2026, 3, 22))


@pytest.fixture
def debtor(desk_of_anna: Office) -> CustomerRegistered:
    """Owes 119.00 since 16 February; three days later."""
    business = desk_of_anna.business
    customer = business.customer()
    yearly = ContractTerms(interval=Interval(Unit.YEAR))
    rent(business, customer, business.product(price="119.00", terms=yearly))
    until(desk_of_anna, LETTERS[0])
    return customer


def until(office: Office, day: date) -> None:
    office.business.pass_days((day - today(office.business)).days)


def saved(office: Office, dialog: Any, **values: Any) -> None:
    for name, value in values.items():
        dialog.form[name].set_value(value)
    office.settle()
    dialog.save.click()
    office.settle()


def test_a_run_is_looked_at_before_it_writes_and_a_customer_is_held_back(
    desk_of_anna: Office, debtor: CustomerRegistered
) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    board = office.show(dunning_page(office.desk, office.shell))
    assert [each.who.number for each in board.table.rows()] == [debtor.number]
    assert "119.00" in board.sums.text()
    run = office.show(DunningRunPage(office.desk, office.shell))
    assert [each.notice.level for each in run.ready.rows()] == [1]
    run.write.click()
    saved(office, run.dialog)
    assert isinstance(office.given[-1], RequestDunningRun)
    assert run.ready.rows() == []
    [spared] = run.spared.rows()
    assert spared.why == "letter_waits"

    page = office.show(OneCustomer(office.desk, office.shell), debtor.number)
    assert [each.level for each in page.dunning.notices.rows()] == [1]
    page.dunning.notices.select(lambda _row: True)
    office.settle()
    page.dunning.buttons["sent"].click()
    saved(office, page.dunning.dialog)
    assert isinstance(office.given[-1], NoteNoticeSent)
    page.dunning.buttons["object"].click()
    assert page.dunning.dialog.form["invoice"].value() == invoice_ids(business, debtor.customer_id)[0]
    saved(office, page.dunning.dialog, reason="Kam kaputt an")
    assert isinstance(office.given[-1], HoldDunning)
    assert office.given[-1].hold is HoldKind.DISPUTE
    page.dunning.buttons["plan"].click()
    assert page.dunning.dialog.rates.text().count("39.6") == 3
    saved(office, page.dunning.dialog)
    assert isinstance(office.given[-1], AgreeInstalments)
    assert "plan" not in page.dunning.buttons
    [invoice] = business.rows("SELECT number FROM umlauf.invoice")
    one = office.show(OneInvoice(office.desk, office.shell), invoice["number"])
    assert [each.level for each in one.reminders.steps.rows()] == [1, 1]


def test_a_case_goes_to_a_partner_and_comes_back_as_money(desk_of_anna: Office, debtor: CustomerRegistered) -> None:
    """119.00, and 2.50 for each of two letters: 124.00."""
    office, business = desk_of_anna, desk_of_anna.business
    for day in LETTERS:
        until(office, day)
        dun(business)
    until(office, date(2026, 4, 1))
    held = office.show(DebtorsPage(office.desk, office.shell))
    assert [(each.who.number, each.level) for each in held.table.rows()] == [(debtor.number, 4)]
    page = office.show(OneCustomer(office.desk, office.shell), debtor.number)
    page.dunning.buttons["hand_over"].click()
    assert "124" in page.dunning.dialog.findChildren(type(page.dunning.says))[1].text()
    saved(office, page.dunning.dialog, partner="Inkasso Nord GmbH")
    assert "hand_over" not in page.dunning.buttons
    listed = office.show(collections_page(office.desk, office.shell))
    [row] = listed.table.rows()
    case = office.show(OneCollection(office.desk, office.shell), row.case.number)
    assert {"pay", "recover", "fee", "go_to_court", "recall"} <= set(case.buttons)
    case.files.click()
    office.settle()
    [kept] = office.desk.folder.shown
    names = zipfile.ZipFile(io.BytesIO(kept.read_bytes())).namelist()
    assert names[:2] == ["cover.pdf", "manifest.json"]
    case.buttons["recover"].click()
    saved(office, case.dialog)
    assert business.rows("SELECT reason FROM umlauf.return_case")[0]["reason"] == "arrears"
    case.buttons["pay"].click()
    saved(office, case.dialog, amount=Money.of("24.00"), paid=today(business))
    assert isinstance(office.given[-1], TakeCasePayment)
    case.buttons["close_unpaid"].click()
    saved(office, case.dialog)
    case.items.select(lambda each: bool(each.open))
    office.settle()
    case.buttons["write_off"].click()
    saved(office, case.dialog, cause=WriteOffCause.COLLECTION_FAILED, note="Vermögensauskunft leer")
    case.items.select(lambda each: each.written_off is not None)
    office.settle()
    assert "revive" in case.buttons
    assert not any(isinstance(each, DecideCollection) for each in office.given), "below the limit one person is enough"
