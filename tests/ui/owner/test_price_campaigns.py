"""The owner announces new prices: previewed over all contracts, then told; the office records who objects."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget

from domain.application import Seat
from domain.assets.scan import Scan
from domain.contracts.price_campaign import Consent, LeftOut, Rounding
from domain.contracts.terms import ContractTerms
from domain.money import Money
from domain.period import Interval, Unit
from tests.storage.business import Business
from tests.storage.trade import Rented, rent, today
from tests.ui.owner.conftest import Owner
from ui.backoffice.campaigns.new import NewCampaignPage
from ui.backoffice.campaigns.new_form import PRICES
from ui.backoffice.campaigns.one import OneCampaign
from ui.backoffice.campaigns.overview import CampaignsPage
from ui.desk import Desk
from ui.shell.port import Shell
from ui.widgets.overlays import ConfirmDialog


def page_of_one(desk: Desk, shell: Shell) -> OneCampaign:
    return OneCampaign(desk, shell, is_owner=True)


def overview(desk: Desk, shell: Shell) -> CampaignsPage:
    return CampaignsPage(desk, shell, can_announce=True, opens="price_change")


@pytest.fixture
def fleet(business: Business) -> list[Rented]:
    """Two bikes without a term, one in a term of a year, one cargo bike."""
    free = business.product(terms=ContractTerms(notice=Interval(Unit.MONTH)))
    bound = business.product("Jahresrad", sku="J", terms=ContractTerms(min_term=Interval(Unit.YEAR)))
    cargo = business.product("Cargo", sku="CARGO", price="129.00")
    products = (free, free, bound, cargo)
    return [rent(business, business.customer(f"Kunde {n}"), product) for n, product in enumerate(products)]


def confirm_in(page: QWidget) -> None:
    dialogs = [each for each in page.findChildren(ConfirmDialog) if each.isVisible()]
    dialogs[-1].deed.click()


def settled(owner: Owner, page: NewCampaignPage) -> None:
    page.look()
    for _ in range(4):
        owner.settle()


def new_page(owner: Owner, percent: str = "10") -> NewCampaignPage:
    page = owner.show(NewCampaignPage)
    assert isinstance(page, NewCampaignPage)
    page.form["title"].set_value("Frühjahr")
    page.form["percent"].set_value(Decimal(percent))
    settled(owner, page)
    return page


def test_a_change_is_previewed_announced_objected_and_withdrawn(
    owner: Owner, business: Business, fleet: list[Rented]
) -> None:
    page = new_page(owner)
    rows = {line.concerned.number: line.concerned for line in page.table.rows()}
    assert len(rows) == 4
    waits = rows[fleet[2].order.contract_number]
    assert waits.from_on is not None
    assert waits.from_on > today(business) + timedelta(days=300)
    assert page.table.rows()[0].concerned.number == waits.number, "what waits for its term is looked at first"
    assert "€36.60" in page.sums.text() or "36,60" in page.sums.text()
    page.table.select(lambda line: line.concerned.number == waits.number)
    page.out.click()
    assert len(page.table.rows()) == 3
    page.show_letter()
    owner.settle()
    assert page.letters is not None
    assert "statt" in page.letters.pages["de"].toPlainText()
    assert "instead of" in page.letters.pages["en"].toPlainText()
    page.letters.accept()
    page.on_announce()
    confirm_in(page)
    owner.settle()
    [(screen, ref)] = owner.shell.opened
    assert screen == "price_change"

    listed = owner.show(overview)
    assert [(row.contracts, row.announced) for row in listed.table.rows()] == [(3, 3)]
    one = owner.show(page_of_one, ref)
    number = fleet[1].order.contract_number
    assert one.on_scan(Scan(number, None, owner.desk.clock.now(), "test"))
    one.objected.click()
    owner.settle()
    owner.settle()
    said = {line.concerned.number: line.concerned.consent for line in one.table.rows()}
    assert said[number] is Consent.OBJECTED
    assert one.table.current().concerned.number == number, "still the one that was chosen"
    assert one.agreed.isVisible()
    one.withdraw.click()
    confirm_in(one)
    owner.settle()
    owner.settle()
    assert not one.withdraw.isVisible()
    assert {line.concerned.consent for line in one.table.rows()} == {Consent.WITHDRAWN, Consent.OBJECTED}


def test_each_plan_can_get_its_own_price(owner: Owner, fleet: list[Rented]) -> None:
    page = new_page(owner)
    page.form["how"].set_value(PRICES)
    [pick] = [each for each in page.plans.picks if each.plan.product == "Cargo"]
    pick.tick.setChecked(True)
    pick.price.set_value(Money.of("119"))
    settled(owner, page)
    [line] = page.table.rows()
    assert line.concerned.number == fleet[3].order.contract_number
    assert [price.new for price in line.concerned.lines] == [Money.of("119")]


def test_rounding_and_older_contracts(owner: Owner, business: Business, fleet: list[Rented]) -> None:
    page = new_page(owner, "4.7")
    page.form["rounding"].set_value(Rounding.FIFTY_CENTS)
    settled(owner, page)
    prices = {price.new for line in page.table.rows() for price in line.concerned.lines}
    assert prices == {Money.of("82.50"), Money.of("135.00")}
    page.form["before"].set_value(True)
    page.form["before_day"].set_value(today(business))
    settled(owner, page)
    assert page.table.rows() == []


def test_what_is_missing_or_too_soon_is_said_beside_the_fields(
    owner: Owner, business: Business, fleet: list[Rented]
) -> None:
    page = new_page(owner)
    page.form["title"].set_value("")
    page.on_announce()
    assert page.form["title"]._below.text()
    page.form["title"].set_value("Zu früh")
    page.form["effective_on"].set_value(today(business) + timedelta(days=20))
    page.form["object_until"].set_value(today(business) + timedelta(days=15))
    settled(owner, page)
    page.on_announce()
    confirm_in(page)
    owner.settle()
    assert page.problem.text()
    assert owner.shell.opened == []


def test_a_second_campaign_leaves_out_who_is_in_the_first(owner: Owner, fleet: list[Rented]) -> None:
    page = new_page(owner)
    page.on_announce()
    confirm_in(page)
    owner.settle()
    again = new_page(owner)
    assert {line.concerned.left_out for line in again.table.rows()} == {LeftOut.IN_CAMPAIGN}
    again.on_announce()
    assert again.problem.text()


def test_the_office_sees_them_and_announces_none(owner: Owner, business: Business, fleet: list[Rented]) -> None:
    assert business.seat(Seat.BACKOFFICE)
    listed = owner.show(lambda desk, shell: CampaignsPage(desk, shell, can_announce=False, opens="announced_price"))
    assert not listed.new.isVisible()


def test_the_list_does_not_move_when_another_contract_is_chosen(owner: Owner, fleet: list[Rented]) -> None:
    """The second click of a double click would meet another one."""
    page = new_page(owner)
    page.on_announce()
    confirm_in(page)
    owner.settle()
    one = owner.show(page_of_one, owner.shell.opened[-1][1])
    first, second = (line.concerned.number for line in one.table.rows()[:2])
    one.table.select(lambda line: line.concerned.number == first)
    one.objected.click()
    owner.settle()
    owner.settle()
    owner.qtbot.wait(20)
    assert one.sentence.text()
    top = one.table.mapTo(one, one.table.rect().topLeft()).y()
    one.table.select(lambda line: line.concerned.number == second)
    owner.qtbot.wait(20)
    assert not one.sentence.text()
    assert one.table.mapTo(one, one.table.rect().topLeft()).y() == top
