"""A customer with an espresso machine, a grinder, beans every three weeks, an insurance and an app."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.application import Seat
from domain.catalog.add_product import ProductAdded
from domain.catalog.model import ProductKind
from domain.contracts.changing import ContractChange, ContractChanged
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.terms import ContractTerms
from domain.ids import ShipmentId
from domain.orders.place_order import OrderedItem, OrderPlaced, PlaceOrder
from domain.period import Interval, Unit
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from domain.shipping.pick_consumable import PickConsumable
from storage.jobs.chores import Chores
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import bill, contract_of, today

THREE_WEEKS = Interval(Unit.WEEK, 3)
START, SECOND, THIRD, FOURTH = date(2026, 2, 2), date(2026, 2, 23), date(2026, 3, 16), date(2026, 4, 6)


@dataclass
class Kitchen:
    """One customer with the mixed cart; `night` is the worker's look and run, `ship` the warehouse's work."""

    business: Business
    worker: Chores
    order: OrderPlaced
    beans: ProductAdded
    machine: ProductAdded
    grinder: ProductAdded

    @property
    def contract(self) -> Contract:
        return contract_of(self.business, self.order.contract_id)

    @property
    def line(self) -> ContractLine:
        return next(line for line in self.contract.lines if line.kind is LineKind.CONSUMABLE)

    def does(self, kind: type[ContractChange], **values: Any) -> ContractChanged:
        contract = self.contract
        done: ContractChanged = self.business.do(
            Seat.BACKOFFICE, kind(contract.id, contract.version, "am Telefon", **values)
        )
        return done

    def one(self, kind: type[ContractChange], day: date, **values: Any) -> ContractChanged:
        return self.does(kind, line_id=self.line.id, first_day=day, **values)

    def nights(self, until: date) -> None:
        while today(self.business) < until:
            self.business.pass_days(1)
            self.worker.reach_today()
            bill(self.business)

    def parcels(self) -> list[tuple[str, str, int]]:
        """Supplies that were made, oldest first: wanted on, status, pieces."""
        rows = self.business.rows(
            "SELECT d.first_day::text AS day, s.status, l.quantity FROM umlauf.shipment s"
            " JOIN umlauf.shipment_line l ON l.shipment_id = s.id JOIN umlauf.delivery d ON d.shipment_id = s.id"
            " AND d.contract_line_id = l.contract_line_id WHERE s.cause = 'supply' ORDER BY 1, s.number"
        )
        return [(row["day"], row["status"], row["quantity"]) for row in rows]

    def open(self) -> list[ShipmentId]:
        rows = self.business.rows("SELECT id FROM umlauf.shipment WHERE status = 'open' ORDER BY number")
        return [ShipmentId(row["id"]) for row in rows]

    def pack(self, shipment: ShipmentId) -> None:
        wanted = self.business.rows("SELECT * FROM umlauf.shipment_line WHERE shipment_id = %(id)s", id=shipment)
        for each in wanted:
            if each["is_tracked"]:
                product = self.machine if each["variant_id"] == self.machine.variant_ids[0] else self.grinder
                asset = self.business.receive(product).asset_ids[0]
                self.business.do(Seat.WAREHOUSE, PickAsset(shipment, asset))
            else:
                self.business.do(Seat.WAREHOUSE, PickConsumable(shipment, each["variant_id"], each["quantity"]))
        self.business.do(Seat.WAREHOUSE, FinishPacking(shipment))

    def ship(self, shipment: ShipmentId) -> None:
        self.pack(shipment)
        self.business.do(Seat.WAREHOUSE, DispatchShipment(shipment))


@contextmanager
def opened(business: Business, **machine_terms: Any) -> Iterator[Kitchen]:
    terms = ContractTerms(**machine_terms)
    machine = business.product("Espressomaschine", price="49.00", sku="ESP", terms=terms)
    grinder = business.product("Mühle", kind=LineKind.SALE, price="199.00", sku="GRIND")
    beans = business.product(
        "Bohnen 1 kg", kind=LineKind.CONSUMABLE, product_kind=ProductKind.CONSUMABLE, price="18.00", sku="BEANS",
        vat="reduced", terms=ContractTerms(interval=THREE_WEEKS),
    )  # fmt: skip
    cover = business.product(
        "Schutz", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, price="6.00", sku="COVER"
    )
    app = business.product(
        "App", kind=LineKind.DIGITAL, product_kind=ProductKind.SERVICE, price="24.00", sku="APP",
        terms=ContractTerms(interval=Interval(Unit.YEAR)),
    )  # fmt: skip
    carts = ((machine, 1), (grinder, 1), (beans, 2), (cover, 1), (app, 1))
    items = tuple(OrderedItem(each.variant_ids[0], count, each.plan_ids[0]) for each, count in carts)
    order = business.do(Seat.BACKOFFICE, PlaceOrder(business.customer().customer_id, items))
    worker = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    try:
        yield Kitchen(business, worker, order, beans, machine, grinder)
    finally:
        worker.close()
