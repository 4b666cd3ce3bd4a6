"""The page of a thing: found by scan, its life told, money only for those who may know."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.application import Seat
from domain.assets.codes import format_code
from domain.assets.scan import Scan
from domain.assets.status import Condition, Grade, Kind
from domain.returns.take_back_asset import TakeBackAsset
from domain.views.lifecycle import Teller
from tests.storage.business import Business
from tests.storage.queries.office import send
from tests.ui.desk import desk_for
from tests.ui.warehouse.conftest import Floor
from ui.warehouse.assets.view import AssetScreen
from ui.warehouse.refurbishing.view import RefurbishScreen

PRINT = format_code("CC", 3)


class Bike:
    def __init__(self, business: Business) -> None:
        product = business.product()
        things = business.receive(product, "SN-1")
        self.id, self.code = things.asset_ids[0], things.codes[0]
        self.order = business.order(business.customer(), product)
        send(business, self.order, things)
        business.pass_days(20)


@pytest.fixture
def bike(business: Business) -> Bike:
    return Bike(business)


def facts(page: AssetScreen) -> dict[str, object]:
    return {fact.name: fact.value for fact in page.facts.facts}


def scanned(floor: Floor, code: str) -> None:
    floor.hub.scanned.emit(Scan(code, None, floor.business.clock.now(), "wedge"))
    floor.settle()


def test_before_a_scan_the_page_says_what_to_do_and_a_scan_opens_the_thing(bike: Bike, floor: Floor) -> None:
    page = floor.open("asset", AssetScreen)
    assert (page._waiting.isHidden(), page._body.isHidden()) == (False, True)
    scanned(floor, "SN-1")
    assert page.title == "E-Bike Kiez 3 · M"
    assert page.subtitle == bike.code
    assert [word for word, _tone in page.badges] == ["rented"]
    shown = facts(page)
    assert shown["Held by"] == "Jonas Brückner · Berlin"
    assert shown["Contract"] == bike.order.contract_number
    assert shown["Days with customers"] == "21 days"
    assert not page.money_card.isVisibleTo(page), "the floor sees no money"
    told = [row.name for row in page.history.rows() if row.teller is Teller.LEDGER]
    assert told == [Kind.SHIPPED, Kind.PACKED, Kind.RESERVED, Kind.RECEIVED]
    assert {row.amount for row in page.history.rows()} == {None}


def test_the_page_follows_what_happens_and_leads_to_the_workshop(bike: Bike, floor: Floor, business: Business) -> None:
    page = floor.open("asset", AssetScreen, bike.code)
    assert not page.to_workshop.isVisible()
    event = business.do(Seat.WAREHOUSE, TakeBackAsset(bike.id, Condition.USED, Grade.B))
    floor.changes.touch(event.touched())
    floor.settle()
    assert page.badges[0][0] == "to the workshop"
    assert "Held by" not in facts(page)
    floor.press(page.to_workshop.click)
    bench = floor.window.current_page()
    assert isinstance(bench, RefurbishScreen)
    assert bench.work.isVisible()


def test_passport_and_label_are_kept_as_papers(bike: Bike, floor: Floor) -> None:
    page = floor.open("asset", AssetScreen, bike.code)
    floor.press(page.print_passport)
    scanned(floor, PRINT)
    floor.qtbot.waitUntil(lambda: len(floor.papers) == 2)
    assert sorted(path.name for path in floor.papers) == [f"Label {bike.code}.pdf", f"Passport {bike.code}.pdf"]
    assert all(path.read_bytes().startswith(b"%PDF") for path in floor.papers)


def test_an_unknown_code_says_so(bike: Bike, floor: Floor) -> None:
    page = floor.open("asset", AssetScreen, "RB-999999-X")
    assert page.badges[0][0] == "not found"


def test_the_office_sees_what_the_thing_earned(
    bike: Bike, floor: Floor, business: Business, tmp_path: Path, qtbot: QtBot
) -> None:
    page = AssetScreen(desk_for(business, Seat.BACKOFFICE, tmp_path), floor.window)
    qtbot.addWidget(page)
    page.show_target(bike.code)
    floor.settle()
    assert page.money_card.isVisibleTo(page)
    assert [fact.name for fact in page.money.facts] == ["Revenue (net)", "Repairs", "Left over"]
    assert page.thing is not None
    assert page.thing.money is not None
    assert page.thing.money.revenue.minor > 0
