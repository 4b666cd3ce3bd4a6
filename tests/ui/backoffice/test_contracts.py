"""A contract's page: lanes, what comes next, and a return that is previewed before it is announced."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from domain.application import Seat
from domain.assets.status import Condition
from domain.catalog.offer import Offer, StartDiscount
from domain.contracts.model import LineKind
from domain.contracts.terms import ContractTerms, StopRule
from domain.money import Money
from domain.period import Interval, Unit
from domain.returns.announce_return import AnnounceReturn
from domain.returns.take_back_asset import TakeBackAsset
from tests.storage.queries.office import insurance, send
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.timeline import lanes_of
from ui.backoffice.contracts.view import OneContract, contracts_page
from ui.backoffice.orders.view import OneOrder, orders_page
from ui.widgets.lanes import DotKind


@pytest.fixture
def running(desk_of_anna: Office) -> tuple[Office, str]:
    business = desk_of_anna.business
    bike = business.product(terms=ContractTerms(stop_rule=StopRule.AT_RECEIPT))
    things = business.receive(bike, "SN-1")
    placed = business.order(business.customer(), bike, insurance(business))
    send(business, placed, things)
    business.pass_days(10)
    return desk_of_anna, placed.contract_number


def test_the_page_shows_past_and_coming_invoices(running: tuple[Office, str]) -> None:
    office, number = running
    page = office.show(OneContract(office.desk, office.shell), number)
    assert isinstance(page, OneContract)
    assert page.title == f"Contract {number}"
    assert page.upcoming.shown[0] == ("2 Mar 2026", "€85.90")
    lanes = lanes_of(page.presenter.thing, date(2026, 2, 10))
    assert [lane.title for lane in lanes.lanes] == ["E-Bike Kiez 3 · M", "Diebstahlschutz", "Invoices"]
    assert [dot.kind for dot in lanes.lanes[-1].dots][:2] == [DotKind.PAST, DotKind.COMING]
    assert lanes.lanes[0].bars[0].text == "€79.00 / month"
    page.chart.opened.emit(lanes.lanes[-1].dots[0].target)
    assert office.shell.opened == [("invoice", "R-2026-000001")]


def test_what_is_sold_once_is_a_mark_on_its_day_not_a_bar_of_months(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    lock = business.product("Faltschloss 90", kind=LineKind.SALE, price="49.00", sku="SL-90")
    placed = business.order(business.customer(), lock, insurance(business))
    page = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), placed.contract_number)
    assert isinstance(page, OneContract)
    sold, insured, _invoices = lanes_of(page.presenter.thing, date(2026, 2, 10)).lanes
    assert not sold.bars
    assert [mark.text for mark in sold.marks] == ["€49.00 once"]
    assert insured.bars
    assert not insured.marks
    assert page.chart.grab().width() > 0


def test_a_deposit_is_called_one_beside_the_thing_it_is_for(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    bike = business.product(offer=Offer(deposit=Money.of("150.00")))
    placed = business.order(business.customer(), bike)
    page = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), placed.contract_number)
    assert isinstance(page, OneContract)
    _bike, held, _invoices = lanes_of(page.presenter.thing, date(2026, 2, 10)).lanes
    assert [mark.text for mark in held.marks] == ["Deposit €150.00"]


def test_a_discount_ends_with_its_contract(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    bike = business.product(offer=Offer(discounts=(StartDiscount("Willkommen", percent=Decimal(10)),)))
    things = business.receive(bike, "SN-1")
    placed = business.order(business.customer(), bike)
    send(business, placed, things)
    business.pass_days(10)
    business.do(Seat.WAREHOUSE, TakeBackAsset(things.asset_ids[0], Condition.USED))
    business.pass_days(1)
    page = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), placed.contract_number)
    assert isinstance(page, OneContract)
    contract = page.presenter.thing.contract
    assert contract.end_on is not None
    _bike, discount, _invoices = lanes_of(page.presenter.thing, date(2026, 2, 10)).lanes
    assert [bar.period.end for bar in discount.bars] == [contract.end_on]


def test_a_return_is_previewed_then_announced_and_the_page_follows(running: tuple[Office, str]) -> None:
    office, number = running
    page = office.show(OneContract(office.desk, office.shell), number)
    assert isinstance(page, OneContract)
    page.announce.click()
    office.settle()
    facts = {fact.name: fact.value for fact in page.editor.effects.facts}
    assert facts["Last day charged"] == "24 Feb 2026"
    assert facts["Expected back"] == "1 thing"
    assert not office.given, "a preview writes nothing"
    page.editor.until.set_value(date(2026, 2, 15))
    page.editor.presenter.preview(date(2026, 2, 15))
    office.settle()
    assert {fact.name: fact.value for fact in page.editor.effects.facts}["Last day charged"] == "15 Feb 2026"
    page.editor.deed.click()
    office.settle()
    office.settle()
    assert [type(command) for command in office.given] == [AnnounceReturn]
    assert page.side.currentIndex() == 0
    assert not page.announce.isVisibleTo(page), "it cannot be announced twice"
    assert ("due back by 15 Feb 2026") in [word for word, _tone in page.badges]


def test_a_day_in_the_past_is_refused_in_the_panel(running: tuple[Office, str]) -> None:
    office, number = running
    page = office.show(OneContract(office.desk, office.shell), number)
    assert isinstance(page, OneContract)
    page.announce.click()
    office.settle()
    page.editor.presenter.announce(date(2026, 2, 1))
    office.settle()
    assert "has passed" in page.editor.problem.text()
    assert not page.editor.deed.isEnabled()


def test_a_draft_shows_what_would_come_if_goods_left_today(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    placed = business.order(business.customer(), business.product())
    page = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), placed.contract_number)
    assert isinstance(page, OneContract)
    assert "not started" in page.subtitle
    assert page.upcoming.shown[0] == ("2 Feb 2026", "€79.00")
    assert not page.announce.isVisibleTo(page)


def test_the_list_filters_by_what_is_due(running: tuple[Office, str]) -> None:
    office, number = running
    page = office.show(contracts_page(office.desk, office.shell))
    assert [row.number for row in page.table.rows()] == [number]
    page.filter.setCurrentIndex(page.filter.findText("Due for billing"))
    page.presenter.load()
    office.settle()
    assert page.table.rows() == []
    office.business.pass_days(30)
    page.presenter.load()
    office.settle()
    assert [row.number for row in page.table.rows()] == [number]


def test_rhythms_stand_side_by_side_and_are_never_one_sum(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    weekly = ContractTerms(interval=Interval(Unit.WEEK, 3))
    bike = business.product()
    wax = business.product("Kettenwachs", kind=LineKind.CONSUMABLE, price="12.00", sku="WAX", terms=weekly)
    both = business.order(business.customer(), bike, wax)
    bike_alone = business.order(business.customer("Öztürk"), bike)

    for made, number in ((contracts_page, "contract_number"), (orders_page, "order_number")):
        page = desk_of_anna.show(made(desk_of_anna.desk, desk_of_anna.shell))
        shown = [column.title for column in page.table.model.columns].index("Recurring")
        page.table.view.sortByColumn(shown, Qt.SortOrder.DescendingOrder)
        assert [row.number for row in page.table.rows()] == [getattr(both, number), getattr(bike_alone, number)]
        assert page.table.model.shown(page.table.model.rows.index(page.table.rows()[0]), shown) == (
            "€79.00 / month · €12.00 / 3 weeks"
        )
        heading, first, second = (line.split(";") for line in page.table.csv().splitlines())
        place = heading.index("Recurring")
        assert heading[place + 1] == "On average a month"
        assert first[place : place + 2] == ["€79.00 / month · €12.00 / 3 weeks", "96.39"]
        assert second[place : place + 2] == ["€79.00 / month", "79.00"]

    order = desk_of_anna.show(OneOrder(desk_of_anna.desk, desk_of_anna.shell), both.order_number)
    shown = {each.text().replace("\u00a0", " ") for each in order.facts.findChildren(QLabel)}
    assert "€79.00 / month · €12.00 / 3 weeks" in shown
