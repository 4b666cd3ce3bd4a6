"""A quote from the order form to its order: made for somebody new, found, changed, accepted on their word."""

from PySide6.QtGui import QGuiApplication

from domain.application import Seat
from domain.quotes.accept_quote import AcceptQuote
from domain.quotes.make_quote import MakeQuote
from domain.settings.change_portal_settings import ChangePortalSettings
from domain.settings.portal import PortalSettings
from tests.ui.backoffice.conftest import Office
from ui.backoffice.customers.view import OneCustomer
from ui.backoffice.orders.new_order import NewOrder
from ui.backoffice.quotes.list import quotes_page
from ui.backoffice.quotes.view import OneQuote


def accepted_by_telephone(office: Office, number: str) -> None:
    """The second version, with the address that was missing; the customer's page shows it."""
    page = office.show(OneQuote(office.desk, office.shell), number)
    assert page.presenter.thing.quote.version == 2
    page.buttons["accept"].click()
    form_of = page.dialog.form
    for name, value in (("street", "Torstraße 5"), ("postcode", "10119"), ("city", "Berlin")):
        form_of[name].set_value(value)
    page.dialog.save.click()
    office.settle()
    assert page.dialog.problem.text(), "whoever does not know the terms orders nothing"
    page.dialog.findChild(object, "told").setChecked(True)
    page.dialog.save.click()
    office.settle()
    assert isinstance(office.given[-1], AcceptQuote)
    assert page.presenter.thing.order.startswith("OR-")
    assert set(page.buttons) == {"print"}
    [customer] = office.business.rows("SELECT number FROM umlauf.customer")
    person = office.show(OneCustomer(office.desk, office.shell), customer["number"])
    assert [each.version for each in person.quotes.list.rows()] == [2]


def test_somebody_new_gets_a_quote_and_accepts_its_second_version_by_telephone(desk_of_anna: Office) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    business.do(Seat.OWNER, ChangePortalSettings(0, PortalSettings(address="https://kunden.example")))
    business.receive(business.product(), "SN1")
    form = office.show(NewOrder(office.desk, office.shell))
    [bike] = office.desk.office.offered("Kiez").rows
    form.quote.click()
    office.settle()
    assert form.quoting.dialog is None, "nothing stands on the form yet"
    form.presenter.add(bike)
    form.quote.click()
    office.settle()
    dialog = form.quoting.dialog
    dialog.save.click()
    office.settle()
    assert not office.given, "a mail address is missing"
    for name, value in (("given_name", "Eva"), ("family_name", "Neumann"), ("email", "eva@example.org")):
        dialog.form[name].set_value(value)
    dialog.form["words"].set_value("Gern am Vormittag.")
    dialog.save.click()
    office.settle()
    made = office.given[-1]
    assert isinstance(made, MakeQuote)
    assert made.sends

    # In the list, with what it comes to; and by a piece of the name.
    listed = office.show(quotes_page(office.desk, office.shell), "neum")
    [row] = listed.table.rows()
    assert (row.name, row.customer, row.order) == ("Eva Neumann", "", "")
    assert "1 quote sent" in listed.figures.text()

    page = office.show(OneQuote(office.desk, office.shell), row.number)
    assert {"accept", "again", "link", "print", "version", "decline"} == set(page.buttons)
    page.buttons["link"].click()
    office.settle()
    assert QGuiApplication.clipboard().text().startswith("https://kunden.example/quote/")
    page.buttons["print"].click()
    office.settle()
    assert office.desk.folder.shown[-1].name == f"{row.number}.pdf"

    # The next version begins with what stands in this one.
    again = office.show(NewOrder(office.desk, office.shell), str(row.id))
    assert [line.variant.id for line in again.presenter.draft.lines] == [bike.id]
    again.presenter.change(lambda draft: draft.set_quantity(0, 2))
    again.quote.click()
    office.settle()
    assert again.quoting.dialog.form["email"].value() == "eva@example.org"
    again.quoting.dialog.save.click()
    office.settle()
    assert office.given[-1].replaces == row.id

    accepted_by_telephone(office, row.number)


def test_a_quote_is_closed_with_a_reason_and_counted(desk_of_anna: Office) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    product, customer = business.product(), business.customer()
    form = office.show(NewOrder(office.desk, office.shell), customer.number)
    form.presenter.add(office.desk.office.offered("Kiez").rows[0])
    form.quote.click()
    office.settle()
    form.quoting.dialog.later.setChecked(True)
    form.quoting.dialog.save.click()
    office.settle()
    [row] = office.desk.office.quotes.of_customer(customer.customer_id)
    page = office.show(OneQuote(office.desk, office.shell), str(row.id))
    assert set(page.buttons) == {"send", "print", "version", "decline"}
    page.buttons["send"].click()
    office.settle()
    page.buttons["decline"].click()
    page.dialog.save.click()
    office.settle()
    assert "too expensive" in office.show(quotes_page(office.desk, office.shell)).figures.text()
    assert product.plan_ids
