"""A founder sets a house up: step by step, put off and taken up again, nothing asked for twice."""

import os

from domain.setup.examples import EXAMPLES, Example
from domain.setup.model import SetupFacts, SetupStep
from tests.storage.business import Business
from tests.ui.owner.conftest import Owner
from ui.owner.setup.view import LAST, STEPS, SetupPage


def look(page: SetupPage, name: str) -> None:
    if os.environ.get("UMLAUF_LOOK"):
        page.grab().save(f"{os.environ['UMLAUF_LOOK']}/{name}.png")


def test_an_empty_house_lacks_everything_and_a_full_one_nothing() -> None:
    assert SetupFacts().lacking() == tuple(SetupStep)
    full = SetupFacts(True, True, 1, 1, True, True, True, 1)
    assert full.lacking() == ()


def test_a_founder_goes_through_the_steps(owner: Owner, business: Business) -> None:
    page = owner.show(SetupPage)
    assert isinstance(page, SetupPage)
    assert page.list.currentRow() == 0
    assert page.missing == tuple(SetupStep)
    fields = {
        "street": "Allee 1", "postcode": "10435", "city": "Berlin", "tax_number": "37/123/45678",
        "iban": "DE02 1203 0000 0000 2020 51",
    }  # fmt: skip
    for name, typed in fields.items():
        page.business.form[name].set_value(typed)
    page.business.form["iban"].set_value("DE00")
    page.next.click()
    owner.settle()
    assert page.list.currentRow() == 0, "an account that is none keeps the founder here"
    page.business.form["iban"].set_value(fields["iban"])
    look(page, "setup_business")
    page.next.click()
    owner.settle()
    assert STEPS[page.list.currentRow()] is SetupStep.STORES
    assert SetupStep.BUSINESS not in page.missing
    page.places.name.setText("Regal 1")
    page.places.make.click()
    owner.settle()
    page.next.click()
    for example in Example:
        page.products.examples[example].click()
        owner.settle()
    names = {each.name for found in EXAMPLES.values() for each in found}
    assert {row["name"] for row in business.rows("SELECT name FROM umlauf.product")} == names
    assert not any(each.isEnabled() for each in page.products.examples.values()), "no example comes in twice"
    look(page, "setup_products")
    page.next.click()
    assert STEPS[page.list.currentRow()] is SetupStep.MAIL
    page.put_off.click()
    owner.settle()
    page.put_off.click()
    owner.settle()
    assert STEPS[page.list.currentRow()] is SetupStep.PEOPLE
    next(iter(page.people.names.values())).setText("Anna Großmann")
    page.next.click()
    owner.settle()
    assert business.rows("SELECT FROM umlauf.person WHERE name = 'Anna Großmann'")
    page.next.click()
    owner.settle()
    assert page.list.currentRow() == LAST
    assert set(page.lacking.deeds) == {SetupStep.MAIL, SetupStep.PAYMENTS, SetupStep.IMPORT}
    look(page, "setup_lacking")
    assert owner.desk.office.setup.waiting() == 1, "what was put off is not counted; customers are still missing"


def test_whoever_comes_back_begins_where_something_is_missing(owner: Owner, business: Business) -> None:
    business.place()
    business.product()
    page = owner.show(SetupPage)
    assert isinstance(page, SetupPage)
    assert STEPS[page.list.currentRow()] is SetupStep.BUSINESS
    page.put_off.click()
    owner.settle()
    again = owner.show(SetupPage)
    assert isinstance(again, SetupPage)
    assert STEPS[again.list.currentRow()] is SetupStep.MAIL
    again.back.click()
    assert STEPS[again.list.currentRow()] is SetupStep.PRODUCTS
    assert again.missing[0] is SetupStep.BUSINESS, "what is put off is missing all the same"
    third = owner.show(SetupPage, SetupStep.PEOPLE)
    assert isinstance(third, SetupPage)
    assert STEPS[third.list.currentRow()] is SetupStep.PEOPLE
