"""Checks on the office's screens: what waits and why, each decision by its button, and the blocklist."""

from typing import Any

from PySide6.QtWidgets import QLabel

from domain.application import Seat
from domain.checks.agree_release import AgreeRelease
from domain.checks.block_customer import BlockCustomer
from domain.checks.facts import Mark
from domain.checks.verdict import Need
from domain.money import Money
from domain.views.checks import CheckQuestion
from tests.storage.business import Business
from tests.storage.check_story import ODD, checking, rules, somebody, stage
from tests.ui.backoffice.conftest import Office
from ui.backoffice.checks.blocklist import BlocklistPage
from ui.backoffice.checks.list import checks_page
from ui.backoffice.checks.view import OneCheck
from ui.backoffice.checks.words import reason_words
from ui.backoffice.customers.view import OneCustomer
from ui.backoffice.orders.view import OneOrder


def fill(dialog: Any, office: Office, **values: object) -> None:
    for name, value in values.items():
        dialog.form[name].set_value(value)
    dialog.give()
    office.settle()


def words(page: Any) -> str:
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_yellow_is_asked_for_a_deposit_and_goes_when_it_is_paid(business: Business, desk_of_anna: Office) -> None:
    office = desk_of_anna
    checking(business)
    order = business.order(somebody(business, "Gelb", ODD), business.product())
    listed: Any = office.show(checks_page(office.desk, office.shell))
    [row] = listed.table.rows()
    assert (row.customer, row.days) == ("Kim Gelb", 0)
    listed.presenter.open(row)
    assert office.shell.opened[-1] == ("check", order.order_number)

    page: Any = office.show(OneCheck(office.desk, office.shell), order.order_number)
    assert "Parcel station or post box" in _reasons(page)[1]
    assert set(page.buttons) == {"release", "ask_money", "see", "ask_identity", "check_again", "refuse"}
    page.buttons["ask_money"].click()
    assert page.dialog.form["amount"].value() == Money.of("180.00")
    fill(page.dialog, office)
    assert stage(business, order) == "review", "it wants a reason"
    fill(page.dialog, office, why="Packstation")
    assert stage(business, order) == "money"
    page.buttons["receive"].click()
    fill(page.dialog, office)
    assert stage(business, order) == "passed"
    assert page.buttons == {}
    assert not listed.table.rows()


def _reasons(page: Any) -> list[str]:
    return [reason_words(each) for each in page.reasons.rows()]


def test_red_is_looked_at_by_two_people(business: Business, desk_of_anna: Office) -> None:
    office = desk_of_anna
    checking(business, rules=rules(Need.IDENTITY, above=Money.of("5000.00")))
    customer = somebody(business, "Rot")
    business.do(Seat.OWNER, BlockCustomer(customer.customer_id, (Mark.EMAIL,), "zahlte nie"))
    order = business.order(customer, business.product())
    page: Any = office.show(OneCheck(office.desk, office.shell), order.order_number)
    assert set(page.buttons) == {"look_again", "see", "check_again", "refuse"}
    assert "On the blocklist: Mail address" in _reasons(page)
    page.buttons["look_again"].click()
    fill(page.dialog, office, why="Namensvetter")
    page.buttons["propose"].click()
    fill(page.dialog, office, why="Namensvetter")
    assert set(page.buttons) == {"decline", "refuse"}, "whoever asked does not agree"
    business.do(Seat.OWNER, AgreeRelease(order.order_id))
    assert stage(business, order) == "passed"


def test_order_and_customer_say_why(business: Business, desk_of_anna: Office) -> None:
    office = desk_of_anna
    bike = business.product()
    unchecked = business.order(business.customer(), bike)
    checking(business)
    customer = somebody(business, "Gelb", ODD)
    order = business.order(customer, bike)
    page: Any = office.show(OneOrder(office.desk, office.shell), order.order_number)
    assert "Parcel station" in words(page.check)
    other: Any = office.show(OneOrder(office.desk, office.shell), unchecked.order_number)
    assert not other.check.isVisible()
    person: Any = office.show(OneCustomer(office.desk, office.shell), customer.number)
    assert "30 points" in words(person.checks)
    person.checks.block.click()
    fill(person.checks.dialog, office, reason="Betrug")
    blocked: Any = office.show(BlocklistPage(office.desk, office.shell))
    assert sorted(each.mark for each in blocked.table.rows()) == [Mark.EMAIL, Mark.NAME]
    blocked.add.click()
    fill(blocked.dialog, office, mark=Mark.PHONE, value="12", reason="zu kurz")
    assert "nothing that can be blocked" in blocked.dialog.problem.text()
    fill(blocked.dialog, office, value="030 1234567")
    assert len(blocked.table.rows()) == 3
    assert blocked.table.select(lambda each: each.mark is Mark.PHONE)
    blocked.lift.click()
    fill(blocked.dialog, office, why="ein Irrtum")
    assert len(blocked.table.rows()) == 2
    assert office.desk.office.checks.checks(CheckQuestion("gelb"))[0].check.number == order.order_number
