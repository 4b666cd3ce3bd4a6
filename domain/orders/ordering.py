"""From what stands on a form to what it would cost: the same for a preview and for a quote that is made of it."""

from dataclasses import dataclass
from datetime import date

from domain.billing.tax import BillingParty, TaxRules
from domain.customers.model import Address, CustomerKind
from domain.loyalty.book import Offers
from domain.loyalty.codes import tidied
from domain.loyalty.offered import Asking, offered
from domain.loyalty.tier_discounts import percent_off
from domain.loyalty.tiers import Standing
from domain.orders.agreeing import Buyer
from domain.orders.foretold import CUSTOMER
from domain.orders.model import OrderEmpty
from domain.orders.place_order import Agreed, Shelf, agreed_item
from domain.orders.sending import postage_for
from domain.orders.try_order import Ordering, OrderTrial, TriedOrder, has_goods, try_order
from domain.settings.postage import NO_ZONES, Postage, PostageSettings


@dataclass(frozen=True, slots=True)
class Orderer:
    """Who would order, as far as prices, taxes, codes and sending ask. `standing`: the step of loyalty that they
    reached. `to` None: the address is not known yet, only the country."""

    buyer: Buyer
    party: BillingParty
    asking: Asking
    standing: Standing | None = None
    to: Address | None = None
    postage: PostageSettings = NO_ZONES


def anybody(
    rules: TaxRules, kind: CustomerKind = CustomerKind.CONSUMER, country: str = "", vat_id: str = ""
) -> Orderer:
    """Somebody who is no customer yet; without a country one at home."""
    party = BillingParty(CUSTOMER, kind, country or rules.seller.country, vat_id)
    return Orderer(Buyer(kind), party, Asking())


def agreed_of(trial: OrderTrial, shelf: Shelf) -> list[Agreed]:
    """Raises OrderEmpty, and what `agreed_item` refuses."""
    if not trial.items:
        raise OrderEmpty
    return [agreed_item(item, shelf) for item in trial.items]


def tried_order(
    trial: OrderTrial, agreed: list[Agreed], orderer: Orderer, offers: Offers, terms: tuple[TaxRules, date]
) -> TriedOrder:
    """`terms`: the taxes, and the day on which it is asked. Raises what `ordering_of` and `try_order` refuse."""
    rules, today = terms
    return try_order(ordering_of(trial, agreed, orderer, offers, today), today, trial.start_on, rules)


def ordering_of(trial: OrderTrial, agreed: list[Agreed], orderer: Orderer, offers: Offers, today: date) -> Ordering:
    """With what the code on the form offers. Raises what `offered` refuses."""
    code = tidied(trial.voucher)
    offer = offered(code, [(each.plan, each.quantity) for each in agreed], orderer.asking, offers, today)
    if offer is not None:
        agreed = [each.with_offer(offer, place) for place, each in enumerate(agreed)]
    return Ordering(
        tuple(each.wish for each in agreed),
        orderer.buyer,
        orderer.party,
        has_goods([each.variant.product.kind for each in agreed]),
        code,
        None if orderer.standing is None else percent_off(orderer.standing),
        _postage(trial, agreed, orderer),
    )


def _postage(trial: OrderTrial, agreed: list[Agreed], orderer: Orderer) -> Postage:
    """Raises NotDeliveredThere."""
    goods = [] if trial.is_pick_up else [each.wish for each in agreed if each.is_carried]
    to = orderer.to or Address("", "", "", orderer.party.country)
    return postage_for(goods, to, orderer.postage)
