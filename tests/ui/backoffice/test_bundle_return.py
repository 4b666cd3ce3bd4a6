"""The contract page of a pram of three things: what serves each part, and what the return of one will cost."""

from datetime import date

from domain.application import Seat
from domain.assets.status import Condition
from domain.contracts.terms import ContractTerms
from domain.period import Interval, Unit
from domain.returns.announce_return import AnnounceReturn
from domain.returns.take_back_asset import TakeBackAsset
from tests.scenarios.test_stories_bundle import offered, sent
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.view import OneContract


def shown(office: Office, number: str) -> OneContract:
    page = office.show(OneContract(office.desk, office.shell), number)
    assert isinstance(page, OneContract)
    return page


def pieces(page: OneContract) -> list[tuple[str, bool, str]]:
    """Part, whether a thing of ours serves it, and else why not."""
    return [(row.part, bool(row.code), row.state) for row in page.bundle.table.rows()]


def test_each_part_has_its_row_and_one_return_is_previewed(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    order, things = sent(business, offered(business))
    page = shown(desk_of_anna, order.contract_number)
    assert pieces(page) == [(name, True, "") for name in ("Buggy", "Babyschale", "Adapter")]
    page.announce.click()
    desk_of_anna.settle()
    assert "From then on" not in {fact.name for fact in page.editor.effects.facts}, "all of it comes back"
    for name in ("Buggy", "Adapter"):
        page.editor.pieces.boxes()[things[name]].setChecked(False)
    page.editor.presenter.preview(date(2026, 2, 16), page.editor.pieces.chosen())
    desk_of_anna.settle()
    facts = {fact.name: fact.value for fact in page.editor.effects.facts}
    assert (facts["Expected back"], facts["From then on"]) == ("1 thing", "€55.30\xa0/\xa0month")
    page.editor.deed.click()
    desk_of_anna.settle()
    desk_of_anna.settle()
    [command] = desk_of_anna.given
    assert isinstance(command, AnnounceReturn)
    assert command.asset_ids == (things["Babyschale"],)


def test_an_end_before_its_time_is_warned_of(desk_of_anna: Office) -> None:
    """A year at least from 2 February on: notice of today would end it on 1 February."""
    business = desk_of_anna.business
    terms = ContractTerms(min_term=Interval(Unit.YEAR), notice=Interval(Unit.MONTH))
    order, things = sent(business, offered(business, terms=terms))
    page = shown(desk_of_anna, order.contract_number)
    page.announce.click()
    desk_of_anna.settle()
    assert not page.editor.warning.isHidden()
    assert "1 Feb 2027" in page.editor.warning.text()
    page.editor.pieces.boxes()[things["Buggy"]].setChecked(False)
    page.editor.presenter.preview(date(2026, 2, 16), page.editor.pieces.chosen())
    desk_of_anna.settle()
    assert page.editor.warning.isHidden(), "the buggy stays, and with it the contract"


def test_nothing_ticked_is_said(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    order, _things = sent(business, offered(business))
    page = shown(desk_of_anna, order.contract_number)
    page.announce.click()
    desk_of_anna.settle()
    for box in page.editor.pieces.boxes().values():
        box.setChecked(False)
    page.editor.presenter.preview(date(2026, 2, 16), page.editor.pieces.chosen())
    assert "at least one" in page.editor.problem.text()
    assert not page.editor.deed.isEnabled()


def test_what_is_back_is_named_with_its_day(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    order, things = sent(business, offered(business))
    business.pass_days(16)
    business.do(Seat.WAREHOUSE, TakeBackAsset(things["Babyschale"], Condition.USED))
    business.pass_days(1)
    page = shown(desk_of_anna, order.contract_number)
    assert pieces(page) == [
        ("Buggy", True, ""),
        ("Babyschale", False, "back since 16 Feb 2026"),
        ("Adapter", True, ""),
    ]
    [lane, *_others] = page.chart._shown.lanes
    assert [bar.text for bar in lane.bars] == ["€79.00 / month", "€55.30 / month from 17 Feb 2026"]


def test_what_an_earlier_return_gives_back_is_not_told_as_the_next_one_s(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    order, things = sent(business, offered(business))
    business.pass_days(16)
    business.do(Seat.WAREHOUSE, TakeBackAsset(things["Babyschale"], Condition.USED))
    business.pass_days(1)
    page = shown(desk_of_anna, order.contract_number)
    assert ("due now", "-€36.68") in page.upcoming.shown
    page.announce.click()
    desk_of_anna.settle()
    assert ("3 Mar 2026", "-€51.73") in page.editor.upcoming.shown
    facts = {fact.name: fact.value for fact in page.editor.effects.facts}
    assert facts["Credit"] == "€51.73"
