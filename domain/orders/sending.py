"""What sending the goods of an order costs, by where they go and what they are worth."""

from collections.abc import Sequence
from dataclasses import replace

from domain.contracts.about import ChargeCause
from domain.contracts.model import LineKind
from domain.customers.model import Address
from domain.money import Money, total
from domain.orders.agreeing import Wish
from domain.settings.postage import NO_POSTAGE, Postage, PostageSettings, region_of


def postage_for(goods: Sequence[Wish], to: Address, settings: PostageSettings) -> Postage:
    """`goods`: what has to be carried; each counts with what its first period costs. It is taxed as the dearest of
    them, for sending belongs to the goods.

    Raises NotDeliveredThere. Source: section 3.10 (5) UStAE, one supply with its ancillary ones.
    """
    if not goods:
        return NO_POSTAGE
    plans = [wish.agreed for wish in goods]
    prices = [
        Money(plan.price.minor * wish.quantity, plan.price.currency) for plan, wish in zip(plans, goods, strict=True)
    ]
    worth = total(prices, prices[0].currency)
    found = settings.postage(to, worth, plans[0].terms.prices_are)
    dearest = max(zip(prices, plans, strict=True), key=lambda each: each[0].minor)[1]
    cause = ChargeCause.POSTAGE_OF_HIRE if dearest.kind is LineKind.RENTAL else ChargeCause.POSTAGE_OF_GOODS
    return replace(found, vat=dearest.vat, of=cause, means_of_transport=dearest.means_of_transport, to=region_of(to))
