"""Every command of losses, write-offs, customers' cases and transfers, in an order in which each makes sense."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from domain.application import Seat
from domain.assets.receive_assets import ReceiveAssets
from domain.billing.bill_contract import BillContract
from domain.billing.record_payment import RecordPayment
from domain.catalog.add_product import ProductAdded
from domain.contracts.activate_contract import ActivateContract
from domain.contracts.model import ContractLine, LineKind, LineVersion
from domain.customers.model import Address, PersonalData
from domain.customers.register_customer import RegisterCustomer
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId
from domain.losses.cases import CaseId, CaseKind, Contact
from domain.losses.change_case_contact import ChangeCaseContact
from domain.losses.change_loss_settings import ChangeLossSettings
from domain.losses.charge_loss import ChargeLoss
from domain.losses.claim_loss import ClaimLoss
from domain.losses.cover_loss import CoverLoss
from domain.losses.decide_found import DecideFound
from domain.losses.decide_write_off import DecideWriteOff
from domain.losses.find_lost import FindLost
from domain.losses.follow_found import FollowFound
from domain.losses.lift_case import LiftCase
from domain.losses.model import LossId, LossKind
from domain.losses.object_to_loss import ObjectToLoss
from domain.losses.open_case import OpenCase
from domain.losses.recover_lost import RecoverLost, Recovery
from domain.losses.report_loss import ReportLoss
from domain.losses.settings import Cover, LossSettings
from domain.losses.stages import Stage
from domain.losses.tell_death import TellDeath
from domain.losses.tell_loss import TellLoss
from domain.losses.undo_write_off import UndoWriteOff
from domain.losses.waive_loss import WaiveLoss
from domain.losses.write_off_asset import WriteOffAsset
from domain.losses.writing_off import WriteOffId, WriteOffReason
from domain.money import Money
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from domain.transfers.agree_transfer import AgreeTransfer
from domain.transfers.call_off_transfer import CallOffTransfer
from domain.transfers.carry_out_transfer import CarryOutTransfer
from domain.transfers.model import Agreement, DepositWay, TransferCause, TransferId
from domain.transfers.move_deposit import MoveDeposit
from domain.transfers.note_transfer_stuck import NoteTransferStuck
from domain.transfers.tell_transfer import TellTransfer
from tests.storage.business import Business
from tests.storage.trade import contract_of, edit, today

Do = Callable[[Any], Any]


def tell_losses(do: Do, business: Business, customer_id: CustomerId, bike: ProductAdded, guard: ProductAdded) -> None:
    """Lost, claimed, objected to, claimed again, charged, found, given back; found by the customer; covered; waived."""
    covers = (Cover(guard.product_id, lost=True, deductible=Money(1000)),)
    do(ChangeLossSettings(0, LossSettings(covers=covers, two_person_above=Money.of("50.00")), "neue Tabelle"))
    order = do(PlaceOrder(customer_id, tuple(_item(each) for each in (bike, guard))))
    asset = _sent(do, bike, order)
    do(ActivateContract(order.contract_id, today(business) - timedelta(days=30)))
    loss = _lost(do, business, asset)
    do(TellLoss(loss, Stage.REPORTED))
    business.clock.advance(timedelta(minutes=1))
    do(RecoverLost(loss, Recovery.GOES_ON, today(business)))
    second = _lost(do, business, asset)
    do(ClaimLoss(second, "Verlust"))
    do(ObjectToLoss(second, "War alt"))
    do(ClaimLoss(second, "Verlust", Money.of("20.00")))
    do(ChargeLoss(second, is_agreed=True))
    do(FindLost(asset))
    do(FollowFound(asset))
    do(DecideFound(second, gives_back=True))
    for ends in (CoverLoss, WaiveLoss):
        again = do(PlaceOrder(customer_id, tuple(_item(each) for each in (bike, guard))))
        thing = _sent(do, bike, again)
        do(ActivateContract(again.contract_id, today(business) - timedelta(days=30)))
        do(ends(_lost(do, business, thing), "Kulanz"))
    [thing] = do(ReceiveAssets(bike.variant_ids[0], ("",))).asset_ids
    written = WriteOffId(uuid4())
    do(WriteOffAsset(written, thing, Money.of("40.00"), WriteOffReason.BROKEN))
    do(UndoWriteOff(written))
    dear = WriteOffId(uuid4())
    do(WriteOffAsset(dear, thing, Money.of("90.00"), WriteOffReason.BROKEN))
    do(DecideWriteOff(dear, agrees=False, why="ist noch gut"))


def tell_cases(do: Do, business: Business, customer_id: CustomerId) -> None:
    case_id, administrator = CaseId(uuid4()), Contact("RA Kühn", "kanzlei@example.org")
    do(OpenCase(case_id, customer_id, CaseKind.INSOLVENCY, today(business), "36a IN 1/26", contact=administrator))
    do(ChangeCaseContact(case_id, Contact("RA Adler", "neu@example.org")))
    do(LiftCase(case_id, "aufgehoben"))
    died = CaseId(uuid4())
    do(OpenCase(died, customer_id, CaseKind.DEATH, today(business), contact=administrator))
    do(TellDeath(died))
    do(LiftCase(died, "Irrtum"))


def tell_transfers(do: Do, business: Business, customer_id: CustomerId, bike: ProductAdded) -> None:
    """Agreed, called off; agreed for tomorrow, stuck, carried out; the deposit moves."""
    heir = do(RegisterCustomer(PersonalData("Mira", "Adler", address=Address("Allee 1", "10435", "Berlin"))))
    order = do(PlaceOrder(customer_id, (_item(bike),)))
    _sent(do, bike, order)
    contract_id = order.contract_id
    do(ActivateContract(contract_id, today(business) - timedelta(days=30)))
    version = LineVersion(None, Money.of("50.00"), Decimal(1))
    deposit = ContractLine(ContractLineId(uuid4()), 9, "Kaution", LineKind.DEPOSIT, "standard", (version,))
    edit(business, contract_id, lambda contract: contract.line_added(deposit))
    do(BillContract(contract_id, today(business)))
    for row in business.rows(
        "SELECT DISTINCT i.id, i.gross_minor FROM umlauf.invoice i JOIN umlauf.invoice_line l ON l.invoice_id = i.id"
        " WHERE l.contract_id = %(id)s AND i.kind = 'invoice'",
        id=contract_id,
    ):
        gross = Money(row["gross_minor"])
        business.answer(Seat.BACKOFFICE, RecordPayment(row["id"], gross, gross, today(business)))
    for ends in (CallOffTransfer, CarryOutTransfer):
        agreed = Agreement(heir.customer_id, today(business) + timedelta(days=1), TransferCause.HEIR, DepositWay.MOVES)
        ids = (TransferId(uuid4()), contract_id, ContractId(uuid4()))
        do(AgreeTransfer(*ids, contract_of(business, contract_id).version, agreed, "Erbschein liegt vor"))
        do(TellTransfer(ids[0]))
        do(NoteTransferStuck(ids[0], "transfer_hindered"))
        if ends is CarryOutTransfer:
            business.pass_days(1)
        do(ends(ids[0]))
    do(BillContract(contract_id, today(business)))
    do(BillContract(ids[2], today(business)))
    do(MoveDeposit(ids[0]))


def _item(product: ProductAdded) -> OrderedItem:
    return OrderedItem(product.variant_ids[0], 1, product.plan_ids[0])


def _sent(do: Do, bike: ProductAdded, order: Any) -> AssetId:
    asset: AssetId = do(ReceiveAssets(bike.variant_ids[0], ("",))).asset_ids[0]
    for step in (PickAsset(order.shipment_id, asset), FinishPacking(order.shipment_id)):
        do(step)
    do(DispatchShipment(order.shipment_id))
    return asset


def _lost(do: Do, business: Business, asset: AssetId) -> LossId:
    business.clock.advance(timedelta(minutes=1))
    loss_id, day = LossId(uuid4()), today(business)
    do(ReportLoss(loss_id, asset, LossKind.LOST, day, day, words="am Bahnhof"))
    return loss_id
