"""A house that checks its orders, and what its people do with them."""

from dataclasses import replace
from typing import Any

from domain.application import Seat
from domain.catalog.add_product import ProductAdded
from domain.checks.change_check_settings import ChangeCheckSettings
from domain.checks.settings import CheckRule, CheckSettings
from domain.checks.verdict import Need
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.customers.register_customer import CustomerRegistered, RegisterCustomer
from domain.ids import ShipmentId
from domain.orders.place_order import OrderPlaced
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from tests.storage.business import Business

ON = CheckSettings(is_on=True)
ODD = Address("Packstation 145", "10435", "Berlin")
"""20 points, and 10 for a new customer: yellow."""


def checking(business: Business, version: int = 0, **changes: Any) -> None:
    business.do(Seat.OWNER, ChangeCheckSettings(version, replace(ON, **changes)))


def rules(*needs: Need, **scope: Any) -> tuple[CheckRule, ...]:
    return (CheckRule((Need.SCORE, *needs), **scope),)


def somebody(business: Business, name: str, address: Address | None = None, **personal: str) -> CustomerRegistered:
    where = address or Address(f"{name}weg {len(name)}", "10435", "Berlin")
    who = PersonalData("Kim", name, email=f"{name.lower()}@example.org", address=where, **personal)
    registered: CustomerRegistered = business.do(Seat.BACKOFFICE, RegisterCustomer(who, CustomerKind.CONSUMER))
    return registered


def stage(business: Business, order: OrderPlaced) -> str:
    [row] = business.rows("SELECT stage FROM umlauf.order_check WHERE order_id = %(id)s", id=order.order_id)
    return str(row["stage"])


def points(business: Business, order: OrderPlaced) -> list[str]:
    """Of the newest verdict."""
    rows = business.rows(
        "SELECT detail FROM umlauf.order_check_detail WHERE order_id = %(id)s ORDER BY n DESC LIMIT 1",
        id=order.order_id,
    )
    return [f"{each['point']} {each['weight']}" for row in rows for each in row["detail"]["reasons"]]


def steps(business: Business, order: OrderPlaced) -> list[str]:
    rows = business.rows(
        "SELECT step FROM umlauf.order_check_step WHERE order_id = %(id)s ORDER BY n", id=order.order_id
    )
    return [row["step"] for row in rows]


def letters(business: Business) -> list[str]:
    """The kinds of letters about checks, oldest first."""
    rows = business.rows(
        "SELECT facts ->> 'kind' AS kind FROM umlauf.outbox WHERE facts ->> 'kind' LIKE 'order!_%%' ESCAPE '!'"
        " AND facts ->> 'kind' NOT LIKE 'order!_day%%' ESCAPE '!' ORDER BY created_at, id"
    )
    return [row["kind"] for row in rows if row["kind"].split("_")[1] in ("needs", "checked", "refused")]


def ship(business: Business, bike: ProductAdded, order: OrderPlaced) -> None:
    assert order.shipment_id is not None
    pack(business, bike, order.shipment_id)
    business.do(Seat.WAREHOUSE, DispatchShipment(order.shipment_id))


def pack(business: Business, bike: ProductAdded, shipment: ShipmentId) -> None:
    business.do(Seat.WAREHOUSE, PickAsset(shipment, business.receive(bike).asset_ids[0]))
    business.do(Seat.WAREHOUSE, FinishPacking(shipment))
