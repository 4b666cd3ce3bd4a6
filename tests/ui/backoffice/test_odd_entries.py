"""What people type and paste that is no name: each screen answers with a sentence, and nothing strange is kept."""

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from domain.customers.register_customer import RegisterCustomer
from domain.orders.place_order import PlaceOrder
from tests.storage.queries.office import insurance
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.timeline import lanes_of
from ui.backoffice.contracts.view import OneContract, contracts_page
from ui.backoffice.customers.view import NewCustomer, customers_page
from ui.backoffice.invoices.view import InvoicesPage
from ui.backoffice.lists import ListPage
from ui.backoffice.orders.new_order import NewOrder
from ui.backoffice.orders.view import orders_page

UNSEEN = ["A\x00B", "A\x07B", "\x1b[31mB", "A\u202eB", "A\x7fB"]
FIELDS = ("given_name", "family_name", "street", "postcode", "city", "phone", "email")


@pytest.mark.parametrize("typed", UNSEEN)
@pytest.mark.parametrize("field", FIELDS)
def test_a_character_nobody_sees_is_refused_beside_its_field(desk_of_anna: Office, typed: str, field: str) -> None:
    page = desk_of_anna.show(NewCustomer(desk_of_anna.desk, desk_of_anna.shell))
    assert isinstance(page, NewCustomer)
    page.form.start("Jonas Brückner")
    page.form._text(field).set_value(typed)
    page.save.click()
    desk_of_anna.settle()
    assert not desk_of_anna.given
    assert "control character" in page.form.form[field].editor.accessibleDescription()
    assert not desk_of_anna.shell.refused


def test_a_name_pasted_from_a_spreadsheet_loses_its_tabs_and_line_ends(desk_of_anna: Office) -> None:
    page = desk_of_anna.show(NewCustomer(desk_of_anna.desk, desk_of_anna.shell))
    assert isinstance(page, NewCustomer)
    page.form.start("Jonas Brückner")
    page.form._text("given_name").set_value("\tJonas\n Peter\r\n")
    page.save.click()
    desk_of_anna.settle()
    (command,) = desk_of_anna.given
    assert isinstance(command, RegisterCustomer)
    assert command.personal.given_name == "Jonas  Peter"


@pytest.mark.parametrize("typed", [*UNSEEN, "%_\\'\";--", "A\nB"])
def test_nothing_that_is_searched_for_breaks_a_list(desk_of_anna: Office, typed: str) -> None:
    desk, shell = desk_of_anna.desk, desk_of_anna.shell
    for made in (orders_page(desk, shell), contracts_page(desk, shell), customers_page(desk, shell)):
        _search(desk_of_anna, made, typed)
    _search(desk_of_anna, InvoicesPage(desk, shell), typed)
    order = desk_of_anna.show(NewOrder(desk, shell))
    assert isinstance(order, NewOrder)
    for field in (order.customer_search, order.product_search):
        field.line.setText(typed)
        field.search()
        desk_of_anna.settle()
    assert not shell.refused


def _search(office: Office, made: QWidget, typed: str) -> None:
    assert isinstance(made, ListPage)
    page = office.show(made)
    assert isinstance(page, ListPage)
    page.search.setText(typed)
    page.presenter.load()
    office.settle()


@pytest.mark.parametrize(("typed", "says"), [("A\x00B", "control character"), ("long " * 200, "At most")])
def test_a_note_that_cannot_be_kept_says_so_and_the_order_waits(desk_of_anna: Office, typed: str, says: str) -> None:
    business = desk_of_anna.business
    offered = insurance(business)
    page = desk_of_anna.show(NewOrder(desk_of_anna.desk, desk_of_anna.shell), business.customer().number)
    assert isinstance(page, NewOrder)
    _take(desk_of_anna, page, "Diebstahl")
    page.note.set_value(typed)
    page.place.click()
    desk_of_anna.settle()
    assert not desk_of_anna.given
    assert says in page.note.editor.accessibleDescription()
    page.note.set_value("Bitte klingeln")
    page.place.click()
    desk_of_anna.settle()
    (command,) = desk_of_anna.given
    assert isinstance(command, PlaceOrder)
    assert command.items[0].variant_id == offered.variant_ids[0]


def _take(office: Office, page: NewOrder, words: str) -> None:
    page.product_search.line.setText(words)
    page.product_search.search()
    office.settle()
    page.presenter.add(page.product_search.items()[0])


def test_who_has_no_address_is_named_with_what_to_do(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    bike = business.product()
    business.receive(bike, "SN-1")
    customer = business.customer(address=False)
    page = desk_of_anna.show(NewOrder(desk_of_anna.desk, desk_of_anna.shell), customer.number)
    assert isinstance(page, NewOrder)
    assert "no address" in page._where.text()
    _take(desk_of_anna, page, "Kiez")
    page.place.click()
    desk_of_anna.settle()
    assert page.last_placed is None
    assert "no full postal address" in page.problem.text()
    assert page.place.isEnabled(), "it can be tried again once the address is there"


def test_a_contract_that_begins_on_the_31st_is_billed_at_each_months_end(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    assert business.clock.now().date() == date(2026, 1, 31)
    placed = business.order(business.customer(), insurance(business))
    page = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), placed.contract_number)
    assert isinstance(page, OneContract)
    assert [day for day, _amount in page.upcoming.shown[:3]] == ["28 Feb 2026", "31 Mar 2026", "30 Apr 2026"]
    lanes = lanes_of(page.presenter.thing, date(2026, 1, 31))
    assert lanes.lanes[0].bars[0].period.start == date(2026, 1, 31)
    assert page.chart.grab().width() > 0


def test_a_customer_who_is_a_formula_is_only_a_name_in_a_file(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    business.customer("=cmd|' /C calc'!A0")
    page = desk_of_anna.show(customers_page(desk_of_anna.desk, desk_of_anna.shell))
    assert isinstance(page, ListPage)
    assert "Jonas =cmd" in page.table.csv()
    assert "\n=cmd" not in page.table.csv()
