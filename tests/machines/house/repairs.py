"""What breaks: reported by customers or found here, in our workshop or another one, with a loan meanwhile."""

from domain.money import Money
from domain.refurbishment.await_parts import AwaitParts
from domain.refurbishment.book_outside_cost import BookOutsideCost
from domain.refurbishment.call_off_repair import CallOffRepair
from domain.refurbishment.credit_repair import CreditRepair
from domain.refurbishment.diagnose_repair import DiagnoseRepair
from domain.refurbishment.lend_asset import LendAsset
from domain.refurbishment.repairs import CostKind, Origin, RepairId
from domain.refurbishment.report_problem import ReportProblem
from domain.refurbishment.send_to_supplier import SendToSupplier
from domain.refurbishment.send_to_workshop import SendToWorkshop
from domain.refurbishment.take_back_repair import TakeBackRepair
from tests.machines.house.world import Chances, House, Row


def _report(house: House) -> None:
    asset = house.any_asset(*house.one_of([["rented"], ["rented"], ["to_repair", "in_stock"]]))
    if asset is not None:
        origin = house.one_of([Origin.CUSTOMER, Origin.INSPECTION])
        house.tries(ReportProblem(RepairId(house.new_id()), asset, "Der Motor brummt.", origin))


def _order(house: House) -> Row | None:
    row = house.any_row(
        "SELECT id FROM umlauf.repair WHERE stage NOT IN ('passed', 'failed', 'called_off') ORDER BY number"
    )
    if row is None or house.chance(10):
        row = house.any_row("SELECT id FROM umlauf.repair ORDER BY number")
    return row


def _go_on(house: House) -> None:
    order = _order(house)
    if order is None:
        return
    number = order["id"]
    house.tries(
        house.one_of(
            [
                DiagnoseRepair(number, "Lager defekt"),
                AwaitParts(number, "Lager"),
                SendToWorkshop(number, "Radwerk Nord"),
                SendToSupplier(number, "Kiez Bikes GmbH"),
                TakeBackRepair(number, house.chance(70)),
                BookOutsideCost(number, CostKind.PARTS, Money.of("20.00"), house.day(-5, 0)),
                CallOffRepair(number, "war nur Schmutz"),
                CreditRepair(number, Money.of("700.00"), "GS-1"),
            ]
        )
    )


def _lend(house: House) -> None:
    order = house.any_row(
        "SELECT id FROM umlauf.repair WHERE contract_id IS NOT NULL AND stage NOT IN ('passed', 'failed', 'called_off')"
        " ORDER BY number"
    )
    if order is not None:
        house.tries(LendAsset(order["id"]))


STEPS: Chances = ((4, _report), (6, _go_on), (4, _lend))
