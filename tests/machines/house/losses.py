"""What is gone: reported, claimed, insured, waived, found again, written off; customers who died or are insolvent."""

from domain.losses.cases import CaseId, CaseKind, Contact
from domain.losses.change_case_contact import ChangeCaseContact
from domain.losses.charge_loss import ChargeLoss
from domain.losses.claim_loss import ClaimLoss
from domain.losses.cover_loss import CoverLoss
from domain.losses.decide_found import DecideFound
from domain.losses.decide_write_off import DecideWriteOff
from domain.losses.find_lost import FindLost
from domain.losses.lift_case import LiftCase
from domain.losses.model import LossId, LossKind
from domain.losses.object_to_loss import ObjectToLoss
from domain.losses.open_case import OpenCase
from domain.losses.recover_lost import RecoverLost, Recovery
from domain.losses.report_loss import ReportLoss
from domain.losses.undo_write_off import UndoWriteOff
from domain.losses.waive_loss import WaiveLoss
from domain.losses.write_off_asset import WriteOffAsset
from domain.losses.writing_off import WriteOffId, WriteOffReason
from domain.money import Money
from tests.machines.house.world import Chances, House


def _report(house: House) -> None:
    asset = house.any_asset("rented", "rented", "due_back", "in_stock")
    if asset is not None:
        told = house.between(0, 4)
        happened = house.day(-told - house.between(0, 3), -told)
        kind, police = house.one_of(list(LossKind)), house.one_of(["", "K-77/26"])
        house.tries(
            ReportLoss(LossId(house.new_id()), asset, kind, happened, house.day(-told, -told), police, house.chance(40))
        )


def _go_on(house: House) -> None:
    row = house.any_row(
        "SELECT l.id, s.stage FROM umlauf.loss l JOIN LATERAL (SELECT stage FROM umlauf.loss_step s"
        " WHERE s.loss_id = l.id ORDER BY n DESC LIMIT 1) s ON true WHERE l.customer_id IS NOT NULL"
        " AND s.stage NOT IN ('waived', 'covered', 'returned', 'goes_on', 'kept') ORDER BY l.number"
    )
    if row is None:
        return
    number, back = row["id"], RecoverLost(row["id"], house.one_of(list(Recovery)), house.day(-2, 3))
    claim = ClaimLoss(number, "Verlust", house.one_of([None, Money.of("120.00")]))
    ends = [CoverLoss(number, "Versicherung"), WaiveLoss(number, "Kulanz"), back]
    fitting = {
        "reported": [claim, claim, claim, *ends],
        "claimed": [ObjectToLoss(number, "War alt."), ChargeLoss(number, True), ChargeLoss(number, True), *ends],
        "objected": [claim, ChargeLoss(number, True), *ends],
        "charged": [back],
        "turned_up": [DecideFound(number, gives_back=house.chance(50))],
    }
    house.tries(house.one_of(fitting[row["stage"]]))


def _turns_up(house: House) -> None:
    asset = house.any_asset("lost", "stolen")
    if asset is not None:
        house.tries(FindLost(asset))


def _write_off(house: House) -> None:
    row = house.any_row("SELECT id FROM umlauf.write_off ORDER BY number")
    if row is not None and house.chance(50):
        number = row["id"]
        house.tries(
            house.one_of([UndoWriteOff(number), DecideWriteOff(number, agrees=house.chance(60), why="angesehen")])
        )
        return
    asset = house.any_asset("lost", "stolen", "in_stock", "retired")
    if asset is not None:
        value = house.one_of([Money.of("40.00"), Money.of("900.00")])
        house.tries(WriteOffAsset(WriteOffId(house.new_id()), asset, value, house.one_of(list(WriteOffReason))))


def _customer(house: House) -> None:
    """Rare: it stops much else."""
    row = house.any_row("SELECT id FROM umlauf.customer_case WHERE status = 'open' ORDER BY number")
    customer, contact = house.any_customer(), Contact("RA Kühn", "kanzlei@example.org")
    if row is not None:
        house.tries(LiftCase(row["id"], "aufgehoben") if house.chance(60) else ChangeCaseContact(row["id"], contact))
    elif customer is not None and house.chance(30):
        kind = house.one_of(list(CaseKind))
        house.tries(
            OpenCase(CaseId(house.new_id()), customer, kind, house.day(-9, 0), "36a", house.chance(40), contact)
        )


STEPS: Chances = ((2, _report), (5, _go_on), (1, _turns_up), (1, _write_off), (1, _customer))
