"""What an order that is being written would cost its customer, from the catalogue and the customer as they are now."""

from datetime import date
from typing import Final

from domain.billing.tax import BillingParty, TaxRules
from domain.catalog.model import BundleItem, NoPricePlan, UnknownVariant, Variant
from domain.catalog.plan import PricePlan
from domain.contracts.parts import Discount
from domain.customers.model import CustomerKind, UnknownCustomer
from domain.customers.timeline import timeline_of
from domain.ids import CustomerId, PlanId, VariantId
from domain.loyalty.codes import tidied
from domain.loyalty.offered import Asking, offered
from domain.loyalty.tier_discounts import percent_off
from domain.orders.agreeing import Buyer
from domain.orders.foretold import CUSTOMER
from domain.orders.model import OrderEmpty
from domain.orders.place_order import agreed_item
from domain.orders.try_order import Ordering, OrderTrial, TriedOrder, has_goods, try_order
from storage.database import Database
from storage.repositories.catalog import VARIANT_SQL, plan_from, variant_from
from storage.repositories.customers import CHANGES_SQL, CUSTOMER_SQL, customer_from, timelines_from
from storage.repositories.loyalty import LoyaltyReader

_ITEMS: Final = "SELECT item_id, quantity FROM umlauf.bundle_item WHERE bundle_id = %(id)s ORDER BY position, item_id"


class OrdersAhead:
    def __init__(self, database: Database, rules: TaxRules) -> None:
        self._database, self._rules = database, rules

    def tried(self, trial: OrderTrial, today: date) -> TriedOrder:
        """Raises OrderEmpty, UnknownCustomer, and what `agreed_item`, `offered` and `try_order` refuse."""
        if not trial.items:
            raise OrderEmpty
        shelf = _Shelf(self._database)
        agreed = [agreed_item(item, shelf) for item in trial.items]
        kinds = [each.variant.product.kind for each in agreed]
        buyer, party, asking = self._buyer(trial.customer_id)
        code = tidied(trial.voucher)
        chosen = [(each.plan, each.quantity) for each in agreed]
        offers = LoyaltyReader(self._database.read)
        offer = offered(code, chosen, asking, offers, today)
        if offer is not None:
            agreed = [each.with_offer(offer, place) for place, each in enumerate(agreed)]
        order = Ordering(
            tuple(each.wish for each in agreed), buyer, party, has_goods(kinds), code, self._step(trial, offers)
        )
        return try_order(order, today, trial.start_on, self._rules)

    def _step(self, trial: OrderTrial, offers: LoyaltyReader) -> Discount | None:
        """What the customer has off everything that comes back, by a step they reached."""
        standing = None if trial.customer_id is None else offers.standing(trial.customer_id)
        return None if standing is None else percent_off(standing)

    def _buyer(self, customer_id: CustomerId | None) -> tuple[Buyer, BillingParty, Asking]:
        if customer_id is None:
            anybody = BillingParty(CUSTOMER, CustomerKind.CONSUMER, self._rules.seller.country)
            return Buyer(anybody.kind), anybody, Asking()
        read = self._database.read
        rows = read(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=customer_id)
        if not rows:
            raise UnknownCustomer(customer=customer_id)
        customer = customer_from(rows[0])
        known = timelines_from(read(CHANGES_SQL, ids=[customer.id]))
        party = (known.get(customer.id) or timeline_of(customer, rows[0]["country"])).party()
        is_new = not read("SELECT FROM umlauf.customer_order WHERE customer_id = %(id)s LIMIT 1", id=customer.id)
        return Buyer(customer.kind, is_new), party, Asking(customer.id, customer.personal)


class _Shelf:
    """The catalogue as any connection may read it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def variant(self, variant_id: VariantId) -> Variant:
        """Raises UnknownVariant."""
        rows = self._database.read(f"{VARIANT_SQL} WHERE v.id = %(id)s", id=variant_id)
        if not rows:
            raise UnknownVariant(variant=variant_id)
        items = self._database.read(_ITEMS, id=variant_id)
        return variant_from(rows[0], tuple(BundleItem(VariantId(each["item_id"]), each["quantity"]) for each in items))

    def plan(self, plan_id: PlanId) -> PricePlan:
        """Raises NoPricePlan."""
        rows = self._database.read("SELECT * FROM umlauf.plan WHERE id = %(id)s AND is_offered", id=plan_id)
        if not rows:
            raise NoPricePlan(title=plan_id)
        return plan_from(rows[0])
