"""A person enters a move and a VAT status, and sees both on the customer's page."""

from datetime import date, timedelta

from PySide6.QtWidgets import QAbstractButton

from domain.customers.model import CustomerKind
from tests.ui.backoffice.conftest import Office
from ui.backoffice.customers.changes import ChangeCustomerPage
from ui.backoffice.customers.view import OneCustomer


def press(page: ChangeCustomerPage, words: str) -> None:
    next(each for each in page.findChildren(QAbstractButton) if each.text() == words).click()


def opened(office: Office, number: str) -> ChangeCustomerPage:
    page = office.show(ChangeCustomerPage(office.desk, office.shell), number)
    assert isinstance(page, ChangeCustomerPage)
    return page


def test_a_move_is_entered_and_stands_on_the_page(desk_of_anna: Office) -> None:
    customer = desk_of_anna.business.customer()
    page = opened(desk_of_anna, customer.number)
    assert page.moving["street"].value() == "Kastanienallee 12", "what is known is there already"
    page.moving["street"].set_value("Mariahilfer Straße 1")
    page.moving["postcode"].set_value("1060")
    page.moving["city"].set_value("Wien")
    page.moving["country"].set_value("AT")
    press(page, "Save move")
    desk_of_anna.settle()
    assert desk_of_anna.shell.opened == [("customer", customer.number)]
    shown = desk_of_anna.show(OneCustomer(desk_of_anna.desk, desk_of_anna.shell), customer.number)
    assert isinstance(shown, OneCustomer)
    assert "Wien, AT" in str(shown.changes.facts[0].value)


def test_a_backdated_move_without_a_reason_is_refused_beside_the_field(desk_of_anna: Office) -> None:
    page = opened(desk_of_anna, desk_of_anna.business.customer().number)
    day: date = page.moving["from_on"].value()
    page.moving["from_on"].set_value(day - timedelta(days=9))
    press(page, "Save move")
    desk_of_anna.settle()
    assert desk_of_anna.shell.opened == []
    assert page.moving["reason"]._below.text()
    page.moving["reason"].set_value("told late")
    press(page, "Save move")
    desk_of_anna.settle()
    assert len(desk_of_anna.shell.opened) == 1


def test_a_vat_id_is_checked_for_its_form_and_kept_with_the_day_of_the_check(desk_of_anna: Office) -> None:
    customer = desk_of_anna.business.customer()
    page = opened(desk_of_anna, customer.number)
    assert not page.status["vat_id"].isVisible(), "a consumer has none"
    page.status["kind"].set_value(CustomerKind.COMPANY)
    page.status["vat_id"].set_value("NL12")
    press(page, "Save VAT status")
    desk_of_anna.settle()
    assert "NL12" in page.status["vat_id"]._below.text()
    page.status["vat_id"].set_value("NL123456789B01")
    press(page, "Save VAT status")
    desk_of_anna.settle()
    shown = desk_of_anna.show(OneCustomer(desk_of_anna.desk, desk_of_anna.shell), customer.number)
    assert isinstance(shown, OneCustomer)
    assert "NL123456789B01, checked on" in str(shown.changes.facts[0].value)


def test_a_name_is_put_right(desk_of_anna: Office) -> None:
    customer = desk_of_anna.business.customer()
    page = opened(desk_of_anna, customer.number)
    page.who["family_name"].set_value("Brückner-Weiß")
    press(page, "Save name and contact")
    desk_of_anna.settle()
    shown = desk_of_anna.show(OneCustomer(desk_of_anna.desk, desk_of_anna.shell), customer.number)
    assert shown.title == "Jonas Brückner-Weiß"
