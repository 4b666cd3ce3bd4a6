"""Every command of a return, in an order in which each makes sense."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from domain.assets.status import Condition
from domain.catalog.add_product import ProductAdded
from domain.contracts.activate_contract import ActivateContract
from domain.contracts.charge_once import ChargedItem
from domain.ids import AssetId, ContractLineId, CustomerId
from domain.money import Money
from domain.orders.place_order import OrderedItem, OrderPlaced, PlaceOrder
from domain.returns.announce_return import AnnounceReturn
from domain.returns.approve_return import ApproveReturn
from domain.returns.ask_return import AskReturn
from domain.returns.charge_claim import ChargeClaim
from domain.returns.claim_damage import ClaimDamage
from domain.returns.close_return import CloseReturn
from domain.returns.drop_claim import DropClaim
from domain.returns.extend_return import ExtendReturn
from domain.returns.follow_inspection import FollowInspection
from domain.returns.inspect_return import InspectReturn
from domain.returns.keep_photo import KeepPhoto
from domain.returns.model import AskedBy
from domain.returns.note_damage import NoteDamage
from domain.returns.note_missing import NoteMissing
from domain.returns.note_other_thing import NoteOtherThing
from domain.returns.note_return_sent import NoteReturnSent
from domain.returns.object_to_claim import ObjectToClaim
from domain.returns.photos import PhotoId
from domain.returns.reach_returns import ReachReturns
from domain.returns.refuse_return import RefuseReturn
from domain.returns.remind_return import RemindReturn
from domain.returns.send_return_label import SendReturnLabel
from domain.returns.take_back_asset import TakeBackAsset
from domain.returns.take_back_parcel import TakeBackParcel
from domain.returns.tell_return import News, TellReturn
from domain.settings.change_return_settings import ChangeReturnSettings
from domain.settings.returns import Approval, DamagePrice, ReturnSettings
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from tests.storage.business import Business
from tests.storage.trade import days, today

PHOTO = b"\xff\xd8\xff\xe0 picture \xff\xd9"
SCRATCH = DamagePrice("scratch", "Kratzer", Money.of("25.00"), "bike")
Do = Callable[[Any], Any]


def tell_returns(do: Do, business: Business, customer_id: CustomerId, bike: ProductAdded) -> None:
    """Two bikes: one return refused, one that comes with one thing missing and one broken, and a parcel undelivered."""
    day = today(business)
    do(ChangeReturnSettings(0, ReturnSettings(Approval.CUSTOMERS, damages=(SCRATCH,))))
    order, assets = _sent(do, business, customer_id, bike)
    do(ActivateContract(order.contract_id, day))
    do(AskReturn((assets[0],), day + days(9)))
    asked = do(AnnounceReturn(order.contract_id, day + days(9), asked_by=AskedBy.PORTAL))
    do(RefuseReturn(asked.return_id, "Die Mindestlaufzeit läuft noch."))
    case = do(AnnounceReturn(order.contract_id, day + days(9), asked_by=AskedBy.PORTAL)).return_id
    do(ApproveReturn(case))
    do(TellReturn(case, News.ASKED_BACK))
    do(SendReturnLabel(case, "00340434"))
    do(NoteReturnSent(case))
    do(ReachReturns((case,), day + days(8)))
    do(TakeBackAsset(assets[0], Condition.DAMAGED_REPAIRABLE))
    do(KeepPhoto.of(assets[0], PhotoId(uuid4()), PHOTO, case))
    do(NoteMissing(case, assets[1]))
    do(ExtendReturn(case, day + days(20)))
    do(NoteOtherThing(case, assets[1], found_text="SN-99"))
    do(ExtendReturn(case, day + days(21)))
    do(RemindReturn(case))
    do(TakeBackAsset(assets[1], Condition.USED))
    do(NoteDamage(case, assets[0], "scratch", "Kratzer"))
    item = ChargedItem(ContractLineId(uuid4()), "Kratzer", Money.of("25.00"))
    do(ClaimDamage(case, order.contract_id, (item,)))
    do(ObjectToClaim(case, "War schon da."))
    do(DropClaim(case, "Kulanz"))
    again = ChargedItem(ContractLineId(uuid4()), "Kratzer", Money.of("20.00"))
    do(ClaimDamage(case, order.contract_id, (again,)))
    do(ChargeClaim(case, is_agreed=True))
    do(InspectReturn(case, assets[0]))
    do(FollowInspection(assets[1]))
    _closed(do, business, customer_id, bike)
    parcel, _ = _sent(do, business, customer_id, bike)
    do(TakeBackParcel(parcel.shipment_id))


def _closed(do: Do, business: Business, customer_id: CustomerId, bike: ProductAdded) -> None:
    """Damage that nobody claims: the office closes by hand."""
    _, assets = _sent(do, business, customer_id, bike)
    case = do(TakeBackAsset(assets[0], Condition.USED)).return_id
    do(NoteDamage(case, assets[0], "", "Kratzer am Rahmen"))
    do(InspectReturn(case, assets[0]))
    do(CloseReturn(case))


def _sent(
    do: Do, business: Business, customer_id: UUID, bike: ProductAdded
) -> tuple[OrderPlaced, tuple[AssetId, AssetId]]:
    item = OrderedItem(bike.variant_ids[0], 2, bike.plan_ids[0])
    order: OrderPlaced = do(PlaceOrder(CustomerId(customer_id), (item,)))
    first, second = business.receive(bike, f"S-{uuid4()}", f"S-{uuid4()}").asset_ids
    for asset in (first, second):
        do(PickAsset(order.shipment_id, asset))
    do(FinishPacking(order.shipment_id))
    do(DispatchShipment(order.shipment_id))
    return order, (first, second)
