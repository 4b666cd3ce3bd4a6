"""A problem is taken up at the thing, its order moved on, its money shown to those who may read it, its list found."""

from uuid import uuid4

from domain.application import Seat
from domain.assets.status import Condition
from domain.ids import AssetId
from domain.money import Money
from domain.refurbishment.await_parts import AwaitParts
from domain.refurbishment.book_outside_cost import BookOutsideCost
from domain.refurbishment.repairs import CostKind, RepairId, RepairStage
from domain.refurbishment.report_problem import ReportProblem
from domain.refurbishment.send_to_workshop import SendToWorkshop
from domain.returns.take_back_asset import TakeBackAsset
from domain.views.repairs import RepairFilter
from storage.queries.floor import FloorBook
from tests.storage.business import Business
from tests.storage.trade import rent, today
from tests.ui.backoffice.conftest import Office, desk_of_anna
from ui.backoffice.deed_dialog import DeedDialog
from ui.repairs.card import RepairsCard
from ui.repairs.list import repairs_page
from ui.repairs.view import OneRepair
from ui.warehouse.assets.view import AssetScreen

__all__ = ["desk_of_anna"]


def with_floor(office: Office) -> None:
    object.__setattr__(office.desk, "floor", FloorBook(office.business.connection(Seat.BACKOFFICE)))


def fill(dialog: DeedDialog, **values: str) -> None:
    for name, value in values.items():
        dialog.form[name].set_value(value)


def settled(office: Office) -> None:
    for _ in range(6):
        office.settle()


def test_a_problem_is_reported_at_the_thing_and_moved_on(desk_of_anna: Office) -> None:
    with_floor(desk_of_anna)
    business = desk_of_anna.business
    asset = rent(business, business.customer(), business.product()).assets[0]
    page = desk_of_anna.show(AssetScreen(desk_of_anna.desk, desk_of_anna.shell), str(asset))
    assert isinstance(page, AssetScreen)
    settled(desk_of_anna)
    card: RepairsCard = page.repairs
    assert card.report.isVisible()
    card.report.click()
    assert card.dialog is not None
    card.dialog.give()
    assert business.rows("SELECT FROM umlauf.repair") == [], "nothing is written down yet"
    fill(card.dialog, problem="Die Bremse schleift.")
    card.dialog.give()
    settled(desk_of_anna)
    [row] = business.rows("SELECT number, stage, problem FROM umlauf.repair")
    assert (row["stage"], row["problem"]) == ("reported", "Die Bremse schleift.")
    one = desk_of_anna.show(OneRepair(desk_of_anna.desk, desk_of_anna.shell), row["number"])
    assert isinstance(one, OneRepair)
    settled(desk_of_anna)
    assert list(one.buttons)[:3] == ["bring", "diagnose", "parts"]
    assert {"lend", "off"} <= set(one.buttons)
    assert "workshop" not in one.buttons, "it is still with the customer"
    one.buttons["diagnose"].click()
    assert one.dialog is not None
    fill(one.dialog, finding="Scheibe verzogen")
    one.dialog.give()
    settled(desk_of_anna)
    assert business.rows("SELECT stage FROM umlauf.repair") == [{"stage": "diagnosed"}]
    one.buttons["lend"].click()
    assert one.question is not None
    one.question.accept()
    settled(desk_of_anna)
    assert business.rows("SELECT cause FROM umlauf.shipment WHERE status = 'open'") == [{"cause": "loan"}]


def test_money_is_for_seats_that_may_read_it_and_the_hint_has_its_figures(desk_of_anna: Office) -> None:
    """900.00 was paid for the thing. Three invoices of 160.00 are 53 % of it."""
    business = desk_of_anna.business
    asset = business.receive(business.product()).asset_ids[0]
    with business.connection().connection() as admin:
        admin.execute(
            "INSERT INTO umlauf.asset_cost (asset_id, acquired_minor, acquired_on) VALUES (%s, 90000, '2026-01-31')"
            " ON CONFLICT (asset_id) DO UPDATE SET acquired_minor = 90000",
            (asset,),
        )
    repair = RepairId(uuid4())
    business.do(Seat.WAREHOUSE, ReportProblem(repair, asset, "Der Motor brummt."))
    business.do(Seat.WAREHOUSE, SendToWorkshop(repair, "Radwerk Nord", today(business)))
    for number in ("A-1", "A-2", "A-3"):
        booked = BookOutsideCost(repair, CostKind.WORKSHOP, Money.of("160.00"), today(business), "Nord", number)
        business.do(Seat.BACKOFFICE, booked)
    office = FloorBook(business.connection(Seat.BACKOFFICE)).repairs.page(str(repair), today(business))
    assert office.money is not None
    assert office.money.total == Money.of("480.00")
    assert office.hint is not None
    assert (office.hint.percent, office.hint.cost, office.hint.value) == (53, Money.of("480.00"), Money.of("900.00"))
    floor = FloorBook(business.connection(Seat.WAREHOUSE)).repairs.page(str(repair), today(business))
    assert (floor.money, floor.hint) == (None, None)
    with_floor(desk_of_anna)
    one = desk_of_anna.show(OneRepair(desk_of_anna.desk, desk_of_anna.shell), str(repair))
    assert isinstance(one, OneRepair)
    settled(desk_of_anna)
    assert "53" in one.hint.text()
    assert one.money_card.isVisible()
    assert next(iter(one.buttons)) == "back"


def test_the_list_knows_what_is_late_and_what_is_with_others(desk_of_anna: Office) -> None:
    with_floor(desk_of_anna)
    business = desk_of_anna.business
    bike = business.product()
    first, second = business.receive(bike, "A", "B").asset_ids
    late, away = _repair(business, first, "Kette reißt"), _repair(business, second, "Licht flackert")
    business.do(Seat.WAREHOUSE, AwaitParts(late, "Kette", today(business)))
    business.do(Seat.WAREHOUSE, SendToWorkshop(away, "Nord"))
    business.pass_days(3)
    rows = desk_of_anna.desk.floor.repairs.list("", RepairFilter.LATE, today(business)).rows
    assert [(row.id, row.late_days, row.stage) for row in rows] == [(late, 3, RepairStage.WAITING_PARTS)]
    rows = desk_of_anna.desk.floor.repairs.list("flackert", RepairFilter.AWAY, today(business)).rows
    assert [row.id for row in rows] == [away]
    page = desk_of_anna.show(repairs_page(desk_of_anna.desk, desk_of_anna.shell))
    settled(desk_of_anna)
    assert page is not None


def test_a_customer_and_a_contract_stand_beside_the_problem(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    asset = rent(business, business.customer(), business.product()).assets[0]
    repair = _repair(business, asset, "Der Sattel wackelt")
    business.do(Seat.WAREHOUSE, TakeBackAsset(asset, Condition.USED))
    for seat in (Seat.WAREHOUSE, Seat.BACKOFFICE, Seat.OWNER):
        row = FloorBook(business.connection(seat)).repairs.page(str(repair), today(business)).row
        assert "Brückner" in row.customer
        assert row.contract.startswith("CT-")


def _repair(business: Business, asset: AssetId, problem: str) -> RepairId:
    repair = RepairId(uuid4())
    business.do(Seat.BACKOFFICE, ReportProblem(repair, asset, problem))
    return repair
