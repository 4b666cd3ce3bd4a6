"""A year of Radwerk Berlin, made by the real use-cases under a moving clock."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import isqrt
from typing import Any, Final

from domain.application import Seat
from domain.assets.status import Condition, Grade
from domain.ids import AssetId, ContractId, CustomerId, ShipmentId, VariantId
from domain.orders.place_order import OrderedItem, OrderPlaced, PlaceOrder
from domain.refurbishment.finish_refurbishment import FinishRefurbishment, RefurbishmentFinished
from domain.refurbishment.model import CheckResult, PartUsed
from domain.refurbishment.start_refurbishment import RefurbishmentStarted, StartRefurbishment
from domain.returns.announce_return import AnnounceReturn, ReturnAnnounced
from domain.returns.take_back_asset import AssetTakenBack, TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment, ShipmentDispatched
from domain.shipping.finish_packing import FinishPacking, ShipmentPacked
from domain.shipping.pick_asset import AssetPicked, PickAsset
from domain.shipping.pick_consumable import ConsumablePicked, PickConsumable
from storage.demo.collected import BEGINS, Collected
from storage.demo.counter import add_till
from storage.demo.house import DemoHouse
from storage.demo.payers import Payers
from storage.demo.people import new_customer
from storage.demo.returns import LastDays, Lent
from storage.demo.stock import add_stock

Progress = Callable[[int, int], None]
DAYS: Final = 365
CUSTOMERS: Final = 220
CONTRACTS: Final = 180
OPEN_ORDERS: Final = 5
_M, _K = "Monatsabo", "Kauf"
BASKETS: Final[tuple[tuple[tuple[str, str], ...], ...]] = (
    (("E-Bike Kiez 3", _M), ("Diebstahlschutz", _M), ("Faltschloss 90", _K)),
    (("Stadtrad Kiez 1", _M), ("Wartung Plus", _M)),
    (("E-Bike Kiez 3", _M), ("Kindersitz Maxi", _M), ("Diebstahlschutz", _M), ("Faltschloss 90", _K)),
    (("Tourenrad Spree", _M), ("Faltschloss 90", _M)),
    (("E-Bike Havel", _M), ("Diebstahlschutz", _M), ("Wartung Plus", _M)),
    (("Lastenrad Kombi", _M), ("Diebstahlschutz", _M)),
    (("Stadtrad Kiez 1", _M), ("Kindersitz Mini", _M), ("Helm Kinder", _K)),
    (("E-Bike Kiez 3", _M), ("Reifen 28 Zoll", _K)),
    (("Familienpaket", _M), ("Diebstahlschutz", _M)),
    (("Stadtrad Kiez 1", _M), ("Helm Erwachsene", _K)),
)


@dataclass
class _Plans:
    """What happens on which day of the story."""

    orders: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    returns: dict[int, list[tuple[ContractId, list[AssetId], bool]]] = field(default_factory=lambda: defaultdict(list))
    repairs: dict[int, list[AssetId]] = field(default_factory=lambda: defaultdict(list))


class Story:
    """Tells the year day by day; `run` ends on the last day with work left to do."""

    def __init__(self, house: DemoHouse, data: dict[str, Any], last_day: date, progress: Progress) -> None:
        self._house = house
        self._data = data
        self._first_day = last_day - timedelta(days=DAYS)
        self._progress = progress
        self._plans = _Plans()
        self._customers: list[CustomerId] = []
        self._variant_of: dict[AssetId, VariantId] = {}
        self._told = 0

    def run(self) -> None:
        """About 300 assets, 220 customers, 180 contracts, a year of bills, and an open day with returns and repairs."""
        self._stock = add_stock(self._house, self._data)
        for variant_id, assets in self._stock.free.items():
            self._variant_of |= dict.fromkeys(assets, variant_id)
        self._last_days = LastDays(self._house, self._stock.places[9])
        self._payers, self._collected = Payers(self._house), Collected(self._house)
        for number in range(CONTRACTS):
            share = isqrt(10_000 * (number + 1) // CONTRACTS)
            self._plans.orders[1 + (DAYS - 3) * share // 100] += 1
        for day in range(1, DAYS + 1):
            self._house.new_day(self._first_day + timedelta(days=day))
            self._day(day)
            self._progress(day, DAYS)
        for _ in range(OPEN_ORDERS):
            self._order()
        while len(self._customers) < CUSTOMERS:
            self._customer()
        add_till(self._house)
        self._payers.close()
        self._collected.close()

    def _day(self, day: int) -> None:
        self._house.bill()
        for contract_id, assets, is_announced in self._plans.returns.pop(day, []):
            self._return(day, contract_id, assets, is_announced)
        for asset_id in self._plans.repairs.pop(day, []):
            self._repair(asset_id)
        self._last_days.day(self._first_day + timedelta(days=day), DAYS - day)
        for _ in range(self._plans.orders.pop(day, 0)):
            self._sell(day)
        self._payers.day(self._first_day + timedelta(days=day))
        if day == DAYS - BEGINS:
            self._collected.begin(self._first_day + timedelta(days=day))
        elif day > DAYS - BEGINS:
            self._collected.day(self._first_day + timedelta(days=day))

    def _customer(self) -> CustomerId:
        registered = new_customer(self._house, self._data, len(self._customers))
        self._customers.append(registered.customer_id)
        return registered.customer_id

    def _order(self) -> tuple[OrderPlaced, list[OrderedItem]]:
        self._told += 1
        random = self._house.random
        again = len(self._customers) > 20 and self._told % 9 == 0
        customer = random.choice(self._customers) if again else self._customer()
        basket = BASKETS[self._told % len(BASKETS)]
        found = [self._stock.item(product, plan, random.randrange(4)) for product, plan in basket]
        if found[0] is None:
            found = [self._stock.item("Stadtrad Kiez 1", _M, random.randrange(4)), *found[1:]]
        items = [item for item in found if item is not None]
        placed = self._house.do(Seat.BACKOFFICE, PlaceOrder(customer, tuple(items)), OrderPlaced)
        return placed, items

    def _sell(self, day: int) -> None:
        placed, items = self._order()
        if placed.shipment_id is None:
            return
        rented = self._pick(placed.shipment_id, items)
        self._house.do(Seat.WAREHOUSE, FinishPacking(placed.shipment_id), ShipmentPacked)
        self._house.do(Seat.WAREHOUSE, DispatchShipment(placed.shipment_id), ShipmentDispatched)
        random = self._house.random
        if not rented:
            return
        if random.randrange(100) < 24:
            later = day + random.randint(45, 260)
            self._plans.returns[later].append((placed.contract_id, rented, random.randrange(100) < 60))
        else:
            self._last_days.lend(Lent(placed.contract_id, tuple(rented)))

    def _pick(self, shipment_id: ShipmentId, items: list[OrderedItem]) -> list[AssetId]:
        """Assigns assets; those that are rented come back one day."""
        rented = []
        wanted: list[VariantId] = []
        for item in items:
            wanted += self._stock.bundles.get(item.variant_id, (item.variant_id,))
        sold = {plans[_K] for offers in self._stock.offers.values() for _, plans in offers if _K in plans}
        of_sale = {item.variant_id for item in items if item.plan_id in sold}
        for variant_id in wanted:
            if variant_id in self._stock.parts:
                self._house.do(Seat.WAREHOUSE, PickConsumable(shipment_id, variant_id), ConsumablePicked)
            elif self._stock.free.get(variant_id):
                asset_id = self._stock.free[variant_id].pop(0)
                self._house.do(Seat.WAREHOUSE, PickAsset(shipment_id, asset_id), AssetPicked)
                rented += [] if variant_id in of_sale else [asset_id]
        return rented

    def _return(self, day: int, contract_id: ContractId, assets: list[AssetId], is_announced: bool) -> None:
        today = self._first_day + timedelta(days=day)
        if is_announced:
            announce = AnnounceReturn(contract_id, today + timedelta(days=10))
            self._house.do(Seat.BACKOFFICE, announce, ReturnAnnounced)
            self._plans.returns[day + self._house.random.randint(2, 8)].append((contract_id, assets, False))
            return
        for asset_id in assets:
            worn = self._house.random.randrange(100) < 20
            condition = Condition.DAMAGED_REPAIRABLE if worn else Condition.USED
            take_back = TakeBackAsset(asset_id, condition, Grade.C if worn else Grade.B, self._stock.places[9])
            self._house.do(Seat.WAREHOUSE, take_back, AssetTakenBack)
            self._plans.repairs[day + self._house.random.randint(1, 4)].append(asset_id)

    def _repair(self, asset_id: AssetId) -> None:
        random = self._house.random
        self._house.do(Seat.WAREHOUSE, StartRefurbishment(asset_id), RefurbishmentStarted)
        passed = random.randrange(100) >= 8
        variant_id = self._variant_of[asset_id]
        checks = tuple(CheckResult(code, True) for code in self._stock.checks[variant_id])
        parts = tuple(PartUsed(part, 1) for part in self._stock.parts if random.randrange(100) < 30)
        finish = FinishRefurbishment(
            asset_id,
            passed,
            random.randint(8, 75),
            checks if passed else (),
            parts,
            Grade.B if passed else Grade.D,
            "" if passed else "Rahmenriss",
            self._stock.shelf[variant_id] if passed else None,
        )
        self._house.do(Seat.WAREHOUSE, finish, RefurbishmentFinished)
        if passed:
            self._stock.free[variant_id].append(asset_id)
