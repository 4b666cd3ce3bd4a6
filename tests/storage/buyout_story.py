"""Every command of a purchase, in an order in which each makes sense."""

from collections.abc import Callable
from typing import Any

from domain.assets.receive_assets import ReceiveAssets
from domain.buyout.accept_offer import AcceptOffer
from domain.buyout.ask_buyout import AskBuyout
from domain.buyout.expire_offers import ExpireOffers
from domain.buyout.formula import Formula, FormulaKind
from domain.buyout.offer_buyout import OfferBuyout, OfferedThing
from domain.buyout.rules import BuyoutRules, RuleStep
from domain.buyout.set_buyout_rules import SetBuyoutRules
from domain.buyout.settle_buyouts import SettleBuyouts
from domain.buyout.take_back_buyout import TakeBackBuyout
from domain.buyout.tell_offer import TellOffer
from domain.buyout.withdraw_offer import WithdrawOffer
from domain.catalog.add_product import ProductAdded
from domain.contracts.activate_contract import ActivateContract
from domain.ids import CustomerId
from domain.messages.contract_letter import LetterKind
from domain.money import Money
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from tests.storage.business import Business
from tests.storage.trade import contract_of, days, today


def tell_buyouts(do: Callable[[Any], Any], business: Business, customer_id: CustomerId, bike: ProductAdded) -> None:
    """Offered, told, withdrawn; run out; accepted and taken back; and given away for nothing."""
    rules = BuyoutRules((RuleStep(0, Formula(FormulaKind.RESIDUAL, Money.of("99.00"))),))
    do(SetBuyoutRules(bike.plan_ids[0], 0, rules, "Abverkauf"))
    order = do(PlaceOrder(customer_id, (OrderedItem(bike.variant_ids[0], 1, bike.plan_ids[0]),)))
    [asset] = do(ReceiveAssets(bike.variant_ids[0], ("",))).asset_ids
    for step in (PickAsset(order.shipment_id, asset), FinishPacking(order.shipment_id)):
        do(step)
    do(DispatchShipment(order.shipment_id))
    do(ActivateContract(order.contract_id, today(business)))

    def offer(price: str) -> Any:
        return do(OfferBuyout(order.contract_id, (OfferedThing(asset, Money.of(price), True),))).offer_id

    def version() -> int:
        return contract_of(business, order.contract_id).version

    first = offer("500.00")
    do(TellOffer(first, LetterKind.BUYOUT_OFFER, today(business)))
    do(WithdrawOffer(first, "verschrieben"))
    do(AskBuyout(order.contract_id, (asset,)))
    offer("400.00")
    do(ExpireOffers(today(business) + days(99)))
    third = offer("300.00")
    do(AcceptOffer(third, order.contract_id, version()))
    do(TakeBackBuyout(third, order.contract_id, version(), "anders überlegt"))
    last = offer("0.00")
    do(AcceptOffer(last, order.contract_id, version()))
    do(SettleBuyouts((last,)))
