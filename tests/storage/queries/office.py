"""What the tests of the back office's questions share."""

from datetime import date

from domain.application import Seat
from domain.assets.receive_assets import AssetsReceived
from domain.catalog.add_product import ProductAdded
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.orders.place_order import OrderPlaced
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from storage.queries.office import OfficeBook
from storage.queries.search import PostgresSearch
from tests.storage.business import Business, tax_rules

START = date(2026, 1, 31)
"""The day on which the business of the tests opens."""


def office(business: Business, seat: Seat = Seat.BACKOFFICE) -> OfficeBook:
    return OfficeBook(business.connection(seat), tax_rules(), business.clock)


def search(business: Business, seat: Seat = Seat.BACKOFFICE) -> PostgresSearch:
    return PostgresSearch(business.connection(seat), seat)


def insurance(business: Business) -> ProductAdded:
    return business.product(
        "Diebstahlschutz", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, price="6.90", sku="INS"
    )


def send(business: Business, order: OrderPlaced, *things: AssetsReceived) -> None:
    """Packs one of each and dispatches."""
    for received in things:
        business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, received.asset_ids[0]))
    business.do(Seat.WAREHOUSE, FinishPacking(order.shipment_id))
    business.do(Seat.WAREHOUSE, DispatchShipment(order.shipment_id))
