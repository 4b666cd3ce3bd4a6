"""Customers: found, shown with everything, taken in."""

from tests.storage.queries.office import send
from tests.ui.backoffice.conftest import Office
from ui.backoffice.customers.view import NewCustomer, OneCustomer, customers_page
from ui.backoffice.screens import screens


def test_a_customer_shows_contracts_invoices_and_what_they_hold(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    bike = business.product()
    things = business.receive(bike, "SN-1")
    customer = business.customer()
    placed = business.order(customer, bike)
    send(business, placed, things)
    page = desk_of_anna.show(OneCustomer(desk_of_anna.desk, desk_of_anna.shell), customer.number)
    assert isinstance(page, OneCustomer)
    assert page.title == "Jonas Brückner"
    assert [row.number for row in page.contracts.rows()] == [placed.contract_number]
    assert {fact.name: fact.value for fact in page.facts.facts}["Invoiced in total"] == "€79.00"
    page.held.opened.emit(page.held.rows()[0])
    assert desk_of_anna.shell.opened == [("asset", things.codes[0])]


def test_a_new_customer_needs_a_name_and_opens_when_saved(desk_of_anna: Office) -> None:
    page = desk_of_anna.show(NewCustomer(desk_of_anna.desk, desk_of_anna.shell))
    assert isinstance(page, NewCustomer)
    page.save.click()
    desk_of_anna.settle()
    assert "name is missing" in page.form.form["family_name"]._below.text()
    page.form.form["family_name"].set_value("Öztürk")
    page.save.click()
    desk_of_anna.settle()
    assert desk_of_anna.shell.opened[0][0] == "customer"
    listed = desk_of_anna.show(customers_page(desk_of_anna.desk, desk_of_anna.shell))
    assert [row.name for row in listed.table.rows()] == ["Öztürk"]
    assert "no address" in listed.table.csv(), "an order cannot be taken without an address"


def test_every_screen_opens_empty_in_both_languages(desk_of_anna: Office) -> None:
    from ui import language

    for chosen in ("de", "en"):
        language.use(chosen)
        for screen in screens(desk_of_anna.desk):
            desk_of_anna.show(screen.factory(desk_of_anna.shell))
    assert desk_of_anna.shell.refused == []
