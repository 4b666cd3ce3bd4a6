"""The demo's catalogue, places and first goods, from its data file."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from domain.application import Seat
from domain.assets.receive_assets import AssetsReceived, ReceiveAssets
from domain.catalog.add_product import AddProduct, NewPlan, NewVariant, ProductAdded
from domain.catalog.bundle_table import BundleRow, BundleTable
from domain.catalog.model import BundleItem, ProductKind
from domain.catalog.offer import Offer, PaidUp
from domain.catalog.set_checklist import ChecklistPoint, ChecklistSet, SetChecklist
from domain.contracts.bundle import BundleRule
from domain.contracts.model import LineKind
from domain.contracts.parts import Phase
from domain.contracts.terms import ContractTerms, Renewal, StopRule
from domain.ids import AssetId, PlaceId, PlanId, VariantId
from domain.money import Money
from domain.orders.place_order import OrderedItem
from domain.period import Interval, Unit
from domain.places.add_place import AddPlace, PlaceAdded
from domain.supplies.receive_supplies import ReceiveSupplies, SuppliesReceived
from storage.demo.house import DemoHouse

TERMS = ContractTerms(
    min_term=Interval(Unit.MONTH, 3),
    notice=Interval(Unit.MONTH),
    renewal=Renewal.OPEN_ENDED,
    stop_rule=StopRule.AT_RECEIPT,
)


@dataclass
class Stock:
    """What the demo sells and has: offers by product name (variants with their plans), free assets by variant."""

    places: list[PlaceId] = field(default_factory=list)
    offers: dict[str, list[tuple[VariantId, dict[str, PlanId]]]] = field(default_factory=dict)
    variants: dict[str, VariantId] = field(default_factory=dict)
    parts: list[VariantId] = field(default_factory=list)
    bundles: dict[VariantId, tuple[VariantId, ...]] = field(default_factory=dict)
    checks: dict[VariantId, tuple[str, ...]] = field(default_factory=dict)
    shelf: dict[VariantId, PlaceId] = field(default_factory=dict)
    free: dict[VariantId, list[AssetId]] = field(default_factory=dict)

    def item(self, product: str, plan: str, choice: int = 0) -> OrderedItem | None:
        """One piece of a product under a plan; `choice` goes round its variants. None: all of it is out."""
        offers = [offer for offer in self.offers[product] if self._can_serve(offer[0])]
        if not offers:
            return None
        variant_id, plans = offers[choice % len(offers)]
        return OrderedItem(variant_id, 1, plans[plan])

    def _can_serve(self, variant_id: VariantId) -> bool:
        needed = self.bundles.get(variant_id, (variant_id,))
        return all(self.free[part] for part in needed if part in self.free)


def add_stock(house: DemoHouse, data: dict[str, Any]) -> Stock:
    """Places, products, checklists, and all things booked in."""
    stock = Stock()
    for name in data["places"]:
        stock.places.append(house.do(Seat.OWNER, AddPlace(name), PlaceAdded).place_id)
    for category, points in data["checklists"].items():
        wanted = tuple(ChecklistPoint(*point) for point in points)
        house.do(Seat.OWNER, SetChecklist(category, wanted), ChecklistSet)
    for product in data["products"]:
        _add_product(
            house, stock, product, tuple(point[0] for point in data["checklists"].get(product["category"], ()))
        )
    _add_bundle(house, stock, data["bundle"])
    return stock


def _add_product(house: DemoHouse, stock: Stock, product: dict[str, Any], checks: tuple[str, ...]) -> None:
    kind = ProductKind(product.get("kind", "goods"))
    variants = tuple(
        NewVariant(sku, name, product.get("gtin", "") if at == 0 else "", Money.of(cost) if cost else None)
        for at, (sku, name, _, cost) in enumerate(product["variants"])
    )
    plans = tuple(_plan(*plan, transport=product.get("transport", False)) for plan in product["plans"])
    added = house.do(Seat.OWNER, AddProduct(product["name"], product["category"], kind, variants, plans), ProductAdded)
    by_name = {plan[0]: plan_id for plan, plan_id in zip(product["plans"], added.plan_ids, strict=True)}
    stock.offers[product["name"]] = [(variant_id, by_name) for variant_id in added.variant_ids]
    if kind is ProductKind.CONSUMABLE:
        stock.parts.extend(added.variant_ids)
    for (sku, _, count, _), variant_id in zip(product["variants"], added.variant_ids, strict=True):
        stock.variants[sku] = variant_id
        stock.checks[variant_id] = checks
        if count and kind is ProductKind.CONSUMABLE:
            supply = ReceiveSupplies(variant_id, stock.places[product["place"]], count)
            house.do(Seat.WAREHOUSE, supply, SuppliesReceived)
        elif count:
            _receive(house, stock, variant_id, sku=sku, count=count, place=stock.places[product["place"]])


def _plan(
    name: str, kind: str, price: str, extras: dict[str, Any] | None = None, *, transport: bool = False
) -> NewPlan:
    """`extras` may hold "phases" (periods and price), "deposit", "paid_up" (periods and percent), "trial_weeks"."""
    known = extras or {}
    phases = tuple(Phase(periods, Money.of(each)) for periods, each in known.get("phases", ()))
    paid_up = tuple(PaidUp(periods, Decimal(percent)) for periods, percent in known.get("paid_up", ()))
    offer = Offer(phases, Money.of(known["deposit"]) if "deposit" in known else None, paid_up=paid_up)
    weeks = known.get("trial_weeks")
    terms = replace(TERMS, trial=Interval(Unit.WEEK, weeks)) if weeks else TERMS
    return NewPlan(name, LineKind(kind), Money.of(price), terms, means_of_transport=transport, offer=offer)


def _receive(house: DemoHouse, stock: Stock, variant_id: VariantId, *, sku: str, count: int, place: PlaceId) -> None:
    serials = tuple(f"{sku}-{house.random.randint(10**6, 10**7 - 1)}-{number:03d}" for number in range(count))
    received = house.do(Seat.WAREHOUSE, ReceiveAssets(variant_id, serials, place), AssetsReceived)
    stock.shelf[variant_id] = place
    stock.free.setdefault(variant_id, []).extend(received.asset_ids)


def _add_bundle(house: DemoHouse, stock: Stock, bundle: dict[str, Any]) -> None:
    items = tuple(BundleItem(stock.variants[sku], quantity) for sku, quantity in bundle["items"])
    name, kind, price = bundle["plan"]
    parts = zip(items, bundle["shares"], strict=True)
    rows = (BundleRow(item.variant_id, Decimal(share)) for item, share in parts)
    offer = Offer(bundle=BundleTable(BundleRule.SHARES, tuple(rows)))
    plan = NewPlan(name, LineKind(kind), Money.of(price), TERMS, means_of_transport=True, offer=offer)
    variant = NewVariant(bundle["sku"], items=items)
    command = AddProduct(bundle["name"], bundle["category"], ProductKind.GOODS, (variant,), (plan,))
    added = house.do(Seat.OWNER, command, ProductAdded)
    stock.bundles[added.variant_ids[0]] = tuple(item.variant_id for item in items for _ in range(item.quantity))
    stock.offers[bundle["name"]] = [(added.variant_ids[0], {name: added.plan_ids[0]})]
