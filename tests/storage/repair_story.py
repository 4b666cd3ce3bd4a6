"""Every command of repair orders, each from the seat that is asked for: what `test_seats.py` tells."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from domain.application import Command
from domain.assets.receive_assets import ReceiveAssets
from domain.catalog.add_product import ProductAdded
from domain.money import Money
from domain.refurbishment.await_parts import AwaitParts
from domain.refurbishment.book_outside_cost import BookOutsideCost
from domain.refurbishment.call_off_repair import CallOffRepair
from domain.refurbishment.credit_repair import CreditRepair
from domain.refurbishment.diagnose_repair import DiagnoseRepair
from domain.refurbishment.lend_asset import LendAsset
from domain.refurbishment.repairs import CostKind, RepairId
from domain.refurbishment.report_problem import ReportProblem
from domain.refurbishment.send_to_supplier import SendToSupplier
from domain.refurbishment.send_to_workshop import SendToWorkshop
from domain.refurbishment.take_back_repair import TakeBackRepair
from domain.refurbishment.tell_repair import TellRepair
from tests.storage.business import Business
from tests.storage.trade import rent, today

Do = Callable[[Command], Any]


def tell_repairs(do: Do, business: Business, bike: ProductAdded) -> None:
    """One order from the report to the supplier's credit, and one of a customer that was no defect."""
    [asset] = do(ReceiveAssets(bike.variant_ids[0], ("R-1",))).asset_ids
    one = RepairId(uuid4())
    do(ReportProblem(one, asset, "Der Motor brummt."))
    do(DiagnoseRepair(one, "Lager defekt"))
    do(AwaitParts(one, "Lager"))
    do(SendToWorkshop(one, "Radwerk Nord"))
    do(BookOutsideCost(one, CostKind.WORKSHOP, Money.of("20.00"), today(business)))
    do(TakeBackRepair(one, is_repaired=False))
    do(SendToSupplier(one, "Kiez Bikes GmbH"))
    do(CreditRepair(one, Money.of("700.00"), "GS-1"))
    held = rent(business, business.customer("Ohnesorg"), bike).assets[0]
    two = RepairId(uuid4())
    do(ReportProblem(two, held, "Es quietscht."))
    do(TellRepair(two))
    do(LendAsset(two))
    do(CallOffRepair(two, "war nur Schmutz"))
