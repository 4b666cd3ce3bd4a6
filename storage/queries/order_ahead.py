"""What an order that is being written would cost its customer, from the catalogue and the customer as they are now."""

from dataclasses import replace
from datetime import date
from typing import Final

from domain.billing.tax import TaxRules
from domain.catalog.model import BundleItem, NoPricePlan, UnknownVariant, Variant
from domain.catalog.plan import PricePlan
from domain.customers.model import UnknownCustomer
from domain.customers.timeline import timeline_of
from domain.ids import CustomerId, PlanId, VariantId
from domain.loyalty.offered import Asking
from domain.orders.agreeing import Buyer
from domain.orders.ordering import Orderer, agreed_of, anybody, tried_order
from domain.orders.try_order import OrderTrial, TriedOrder
from domain.settings.postage import PostageSettings
from storage.database import Database
from storage.repositories.catalog import VARIANT_SQL, plan_from, variant_from
from storage.repositories.customers import CHANGES_SQL, CUSTOMER_SQL, customer_from, timelines_from
from storage.repositories.loyalty import LoyaltyReader
from storage.repositories.plain_settings import POSTAGE, plain_from

_ITEMS: Final = "SELECT item_id, quantity FROM umlauf.bundle_item WHERE bundle_id = %(id)s ORDER BY position, item_id"


class OrdersAhead:
    def __init__(self, database: Database, rules: TaxRules) -> None:
        self._database, self._rules = database, rules
        self.shelf = _Shelf(database)

    def tried(self, trial: OrderTrial, today: date) -> TriedOrder:
        """Raises OrderEmpty, UnknownCustomer, and what `agreed_of` and `tried_order` refuse."""
        agreed = agreed_of(trial, self.shelf)
        offers = LoyaltyReader(self._database.read)
        orderer = replace(self._orderer(trial.customer_id, offers), postage=self._postage())
        return tried_order(trial, agreed, orderer, offers, (self._rules, today))

    def _postage(self) -> PostageSettings:
        rows = self._database.read("SELECT value FROM umlauf.setting WHERE name = %(name)s", name=POSTAGE)
        return plain_from(PostageSettings, rows[0]["value"] if rows else None)

    def _orderer(self, customer_id: CustomerId | None, offers: LoyaltyReader) -> Orderer:
        if customer_id is None:
            return anybody(self._rules)
        read = self._database.read
        rows = read(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=customer_id)
        if not rows:
            raise UnknownCustomer(customer=customer_id)
        customer = customer_from(rows[0])
        known = timelines_from(read(CHANGES_SQL, ids=[customer.id]))
        party = (known.get(customer.id) or timeline_of(customer, rows[0]["country"])).party()
        asking = Asking(customer.id, customer.personal)
        buyer = Buyer(customer.kind, not offers.has_ordered(customer.id))
        to = customer.personal.address
        return Orderer(buyer, party, asking, offers.standing(customer.id), to)


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
