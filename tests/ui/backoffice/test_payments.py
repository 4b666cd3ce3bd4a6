"""Collecting on screen: what is unknown is cleared by one click, a mandate is taken, a failed one is tried again."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from connectors.psp.key_file import KeyFile
from connectors.reference.bank_accounts import BankDirectory
from domain.contracts.payment import PaymentMethod
from domain.money import Money
from domain.payments.add_mandate import AddMandate
from domain.payments.choose_method import ChooseMethod
from domain.payments.decide_attempt import DecideAttempt
from domain.payments.end_method import EndMethod
from domain.payments.look_up_payment import LookUpPayment
from domain.payments.outside import MoneyOutside, Movement
from domain.payments.provider import Outcome
from domain.payments.reasons import ReasonClass
from domain.payments.retry_payment import RetryPayment
from domain.payments.withdraw_attempt import WithdrawAttempt
from tests.storage.payment_story import IBAN, answer, billed, collecting, payer, plan, status, still_open, submit
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.customers.view import OneCustomer
from ui.backoffice.invoices.view import OneInvoice
from ui.backoffice.payments.list import payments_page
from ui.backoffice.payments.training import TrainingStatement
from ui.widgets.overlays import ConfirmDialog

NO_KEYS = KeyFile(Path("nowhere"), {})


@pytest.fixture
def office(desk_of_anna: Office) -> Office:
    collecting(desk_of_anna.business)
    return desk_of_anna


def confirm(office: Office, page: QWidget) -> None:
    """The deed on the question that is open."""
    [dialog] = [each for each in page.findChildren(ConfirmDialog) if each.isVisible()]
    dialog.accept()
    office.settle()


def test_an_unknown_payment_is_cleared_by_a_person(office: Office) -> None:
    business = office.business
    who = payer(business)
    invoice = billed(business, who)
    [attempt] = plan(business, invoice)
    submit(business, attempt)
    answer(business, attempt, Outcome.UNKNOWN)
    page = office.show(payments_page(office.desk, office.shell))
    assert len(page.table.rows()) == 1
    page.table.view.selectRow(0)
    office.settle()
    assert page.deeds.came.isVisibleTo(page)
    assert not page.deeds.again.isVisibleTo(page)
    page.deeds.look_up.click()
    office.settle()
    assert isinstance(office.given[-1], LookUpPayment)
    page.deeds.came.click()
    confirm(office, page)
    assert isinstance(office.given[-1], DecideAttempt)
    assert (status(business, attempt), still_open(business, invoice)) == ("settled", Money(0))
    page.filter.setCurrentIndex(1)
    page.presenter.load()
    office.settle()
    assert page.table.rows() == []


def test_the_training_bank_shows_its_statement(office: Office) -> None:
    line = Movement(date(2026, 2, 2), "R-2026-000001", Money.of("79.00"), "•••• good")
    outside = MoneyOutside(BankDirectory(), NO_KEYS, lambda: (line,))
    object.__setattr__(office.desk, "money", outside)
    page = office.show(TrainingStatement(office.desk, office.shell))
    assert page.table.rows() == [line]


def test_what_failed_is_collected_again_and_not_after_all(office: Office) -> None:
    business = office.business
    invoice = billed(business, payer(business))
    [attempt] = plan(business, invoice)
    submit(business, attempt)
    answer(business, attempt, Outcome.FAILED, ReasonClass.REFUSED_BY_PAYER)
    [row] = business.rows("SELECT number FROM umlauf.invoice WHERE id = %(id)s", id=invoice)
    page = office.show(OneInvoice(office.desk, office.shell), row["number"])
    card = page.collecting
    assert card.isVisibleTo(page)
    assert [one.reason for one in card.list.rows()] == [ReasonClass.REFUSED_BY_PAYER]
    card.deeds.again.click()
    office.settle()
    assert isinstance(office.given[-1], RetryPayment)
    assert [str(one.status) for one in card.list.rows()] == ["planned", "failed"]
    card.deeds.withdraw.click()
    office.settle()
    assert isinstance(office.given[-1], WithdrawAttempt)
    assert plan(business, invoice) == ()


def test_a_mandate_from_the_first_digit_to_its_end(office: Office, tmp_path: Path) -> None:
    business = office.business
    who = payer(business)
    object.__setattr__(office.desk, "money", MoneyOutside(BankDirectory(), NO_KEYS))
    page = office.show(OneCustomer(office.desk, office.shell), str(who.customer_id))
    card = page.methods
    card.add_mandate.click()
    office.settle()
    dialog = card.dialog
    assert dialog is not None
    dialog.iban.set_value("DE02 1203 0000 0000 2020 52")
    assert "check digits" in dialog.bank.text()
    dialog.save.click()
    office.settle()
    assert not isinstance(office.given[-1], AddMandate) if office.given else True
    dialog.iban.set_value(IBAN)
    assert dialog.bank.text() == "Deutsche Kreditbank Berlin"
    dialog.save.click()
    office.settle()
    assert isinstance(office.given[-1], AddMandate)
    debit = next(one for one in card.list.rows() if one.method.kind is PaymentMethod.DIRECT_DEBIT)
    assert (debit.is_default, debit.method.shown) == (True, "DE•• •••• 2051")
    card.list.view.selectRow(card.list.rows().index(debit))
    office.settle()
    assert card.print.isVisibleTo(page)
    card.print.click()
    office.settle()
    [paper] = tmp_path.parent.rglob(f"{debit.method.mandate.reference}.pdf")
    assert paper.read_bytes().startswith(b"%PDF")
    card._pays_for(card._choices()[0][0])
    office.settle()
    assert isinstance(office.given[-1], ChooseMethod)
    [row] = business.rows("SELECT number FROM umlauf.contract WHERE customer_id = %(id)s", id=who.customer_id)
    contract = office.show(OneContract(office.desk, office.shell), row["number"])
    assert contract.collecting.isVisibleTo(contract)
    assert len(contract.collecting.menu().actions()) == 1
    contract.collecting.menu().actions()[0].trigger()
    office.settle()
    assert office.given[-1] == ChooseMethod(who.customer_id, contract.collecting._found[1], who.contract_id)
    card.list.view.selectRow([one.method.id for one in card.list.rows()].index(debit.method.id))
    card.revoke.click()
    confirm(office, page)
    assert isinstance(office.given[-1], EndMethod)
    assert tmp_path.exists()
