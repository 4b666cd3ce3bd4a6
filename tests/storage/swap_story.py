"""Every command of a swap, in an order in which each makes sense."""

from collections.abc import Callable
from typing import Any

from domain.assets.receive_assets import ReceiveAssets
from domain.catalog.add_product import ProductAdded
from domain.contracts.activate_contract import ActivateContract
from domain.ids import CustomerId
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from domain.swaps.agree_swap import AgreeSwap
from domain.swaps.call_off_swap import CallOffSwap
from domain.swaps.follow_swaps import FollowSwaps
from domain.swaps.groups import Member, SwapRules
from domain.swaps.model import SwapReason
from domain.swaps.save_group import SaveGroup
from domain.swaps.tell_swap import TellSwap
from domain.swaps.write_off_old import WriteOffOld
from tests.storage.business import Business
from tests.storage.trade import days, today


def tell_swaps(
    do: Callable[[Any], Any], business: Business, customer_id: CustomerId, old: ProductAdded, new: ProductAdded
) -> None:
    """Agreed, told, called off; agreed once more, sent, and the old one never came."""
    members = (Member(old.variant_ids[0]), Member(new.variant_ids[0]))
    do(SaveGroup(None, 0, "Räder", members, SwapRules()))
    order = do(PlaceOrder(customer_id, (OrderedItem(old.variant_ids[0], 1, old.plan_ids[0]),)))
    [asset] = do(ReceiveAssets(old.variant_ids[0], ("",))).asset_ids
    [other] = do(ReceiveAssets(new.variant_ids[0], ("",))).asset_ids

    def send(shipment_id: Any, asset_id: Any) -> None:
        for step in (PickAsset(shipment_id, asset_id), FinishPacking(shipment_id), DispatchShipment(shipment_id)):
            do(step)

    send(order.shipment_id, asset)
    do(ActivateContract(order.contract_id, today(business) - days(30)))
    day = today(business)
    wish = AgreeSwap(order.contract_id, asset, new.variant_ids[0], new.plan_ids[0], SwapReason.OUTGROWN, day)
    first = do(wish)
    do(TellSwap(first.swap_id))
    do(CallOffSwap(first.swap_id, "anders überlegt"))
    second = do(wish)
    [parcel] = business.rows("SELECT id FROM umlauf.shipment WHERE number = %(n)s", n=second.shipment_number)
    send(parcel["id"], other)
    do(FollowSwaps(order.contract_id, day))
    do(WriteOffOld(second.swap_id, "Nicht zurückgegeben"))
