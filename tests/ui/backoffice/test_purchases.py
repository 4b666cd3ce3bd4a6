"""A rented thing is sold from the contract's page: offered, accepted, taken back; and all of it stands in one list."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from domain.application import Seat
from domain.buyout.accept_offer import AcceptOffer
from domain.buyout.formula import Formula, FormulaKind
from domain.buyout.offer_buyout import OfferBuyout
from domain.buyout.rules import BuyoutRules, RuleStep
from domain.buyout.set_buyout_rules import SetBuyoutRules
from domain.buyout.take_back_buyout import TakeBackBuyout
from domain.buyout.withdraw_offer import WithdrawOffer
from domain.money import Money
from tests.storage.queries.office import send
from tests.ui.backoffice.conftest import Office
from ui.backoffice.buyout.list import offers_page
from ui.backoffice.buyout.sell import SellPage
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.customers.view import OneCustomer

RULES = BuyoutRules((RuleStep(0, Formula(FormulaKind.RETAIL_LESS_PAID, Money.of("1000.00"), Decimal(50), 12)),))


@pytest.fixture
def running(desk_of_anna: Office) -> tuple[Office, str]:
    business = desk_of_anna.business
    bike = business.product()
    business.do(Seat.OWNER, SetBuyoutRules(bike.plan_ids[0], 0, RULES))
    things = business.receive(bike, "SN-1")
    placed = business.order(business.customer(), bike)
    send(business, placed, things)
    business.pass_days(10)
    return desk_of_anna, placed.contract_number


def opened(office: Office, number: str) -> OneContract:
    page = office.show(OneContract(office.desk, office.shell), number)
    assert isinstance(page, OneContract)
    return page


def words(page: OneContract) -> str:
    return " | ".join(each.text() for each in page.purchase.findChildren(QLabel) if not each.isHidden())


def press(page: OneContract, shown: str, office: Office) -> None:
    next(each for each in page.purchase.findChildren(QPushButton) if each.text() == shown).click()
    office.settle()


def test_an_offer_is_made_accepted_and_taken_back(running: tuple[Office, str]) -> None:
    """Nothing is paid yet, so the formula asks for all of it; typed over, it is a price of one's own."""
    office, number = running
    page = opened(office, number)
    page.purchase.offer.click()
    office.settle()
    [(_code, _ticked, price)] = page.selling.lines()
    assert price.value() == Money.of("1000.00")
    price.set_value(Money.of("800.00"))
    page.selling.deed.click()
    office.settle()
    [made] = office.given
    assert isinstance(made, OfferBuyout)
    assert (made.things[0].price, made.things[0].is_custom) == (Money.of("800.00"), True)
    assert page.side.currentIndex() == 0
    assert "€800.00" in words(page)
    assert "valid until" in words(page)
    press(page, "Accepted …", office)
    assert page.deciding.deposit.isHidden(), "there is none"
    assert ("due now", "€800.00") in page.deciding.upcoming.shown
    page.deciding.deed.click()
    office.settle()
    assert isinstance(office.given[-1], AcceptOffer)
    assert "not paid yet" in words(page)
    press(page, "Take back …", office)
    page.deciding.deed.click()
    office.settle()
    assert not isinstance(office.given[-1], TakeBackBuyout), "it asks why"
    page.deciding.reason.set_value("doch nicht")
    page.deciding.deed.click()
    office.settle()
    assert isinstance(office.given[-1], TakeBackBuyout)
    assert "taken back" in words(page)


def test_an_offer_is_withdrawn_and_stands_in_the_list(running: tuple[Office, str]) -> None:
    office, number = running
    page = opened(office, number)
    page.purchase.offer.click()
    office.settle()
    page.selling.deed.click()
    office.settle()
    listed = office.show(offers_page(office.desk, office.shell, is_owner=False))
    assert [row.contract for row in listed.table.rows()] == [number]  # type: ignore[attr-defined]  # a list's page
    press(page, "Withdraw offer", office)
    assert isinstance(office.given[-1], WithdrawOffer)
    assert listed.table.rows() == []  # type: ignore[attr-defined]  # a list's page


def test_a_price_that_cannot_be_read_is_said_beside_it(running: tuple[Office, str]) -> None:
    office, number = running
    page = opened(office, number)
    page.purchase.offer.click()
    office.settle()
    [(_code, ticked, price)] = page.selling.lines()
    price.editor.setText("acht")  # type: ignore[attr-defined]  # a line
    page.selling.deed.click()
    assert office.given == []
    ticked.setChecked(False)
    assert not page.selling.deed.isEnabled()


def test_an_offer_begins_at_a_thing_and_at_its_holder(running: tuple[Office, str]) -> None:
    """The thing is ticked; afterwards the contract is shown."""
    office, number = running
    business = office.business
    [customer] = business.rows("SELECT number FROM umlauf.customer")
    page = office.show(OneCustomer(office.desk, office.shell), customer["number"])
    assert isinstance(page, OneCustomer)
    [held] = page.held.rows()
    page.sell.click()
    assert office.shell.opened[-1] == ("sell_thing", held.code)
    selling = office.show(SellPage(office.desk, office.shell), held.code)
    assert isinstance(selling, SellPage)
    [(_code, ticked, price)] = selling.panel.lines()
    assert ticked.isChecked()
    price.set_value(Money.of("700.00"))
    selling.panel.deed.click()
    office.settle()
    made = office.given[-1]
    assert isinstance(made, OfferBuyout)
    assert [each.asset_id for each in made.things] == [held.asset_id]
    assert office.shell.opened[-1] == ("contract", number)
    again = office.show(SellPage(office.desk, office.shell), number)
    assert isinstance(again, SellPage)
    assert again.known.isVisibleTo(again), "what is offered already is seen"
    missing = office.show(SellPage(office.desk, office.shell), "RB-999999-9")
    assert isinstance(missing, SellPage)
    assert not missing.panel.isVisibleTo(missing), "a thing that is with nobody"
