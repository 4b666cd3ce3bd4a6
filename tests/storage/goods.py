"""Parcels and receipts of running contracts in one line each."""

from datetime import date
from typing import Any

from domain.application import Seat
from domain.assets.status import Condition
from domain.contracts.parts import PauseReason
from domain.ids import AssetId, ShipmentId
from domain.period import Interval, Unit
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.replace_asset import AssetReplaced, ReplaceAsset, ReplaceReason
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from tests.storage.business import Business
from tests.storage.test_contract_endings import now
from tests.storage.trade import Rented, rent

MONTH = Interval(Unit.MONTH)


def send(business: Business, shipment_id: ShipmentId, *assets: AssetId, **more: Any) -> None:
    for asset in assets:
        business.do(Seat.WAREHOUSE, PickAsset(shipment_id, asset))
    business.do(Seat.WAREHOUSE, FinishPacking(shipment_id))
    business.do(Seat.WAREHOUSE, DispatchShipment(shipment_id, **more))


def take_back(business: Business, asset: AssetId, **more: Any) -> Any:
    return business.do(Seat.WAREHOUSE, TakeBackAsset(asset, Condition.USED, **more))


def repaired(business: Business, asset: AssetId) -> None:
    business.do(Seat.WAREHOUSE, StartRefurbishment(asset))
    business.do(Seat.WAREHOUSE, FinishRefurbishment(asset, True, 5, ()))


def waiting(business: Business) -> list[ShipmentId]:
    rows = business.rows("SELECT id FROM umlauf.shipment WHERE status IN ('open', 'packed') ORDER BY id")
    return [row["id"] for row in rows]


def outages(business: Business, what: Rented) -> list[tuple[date, date | None, PauseReason]]:
    return [(each.since, each.until, each.reason) for each in now(business, what).outages]


def replace_one(business: Business, what: Rented, **more: Any) -> AssetReplaced:
    command = ReplaceAsset(what.contract_id, what.assets[0], ReplaceReason.DEFECT, **more)
    replaced: AssetReplaced = business.do(Seat.BACKOFFICE, command)
    return replaced


def status_of(business: Business, asset: AssetId) -> str:
    [row] = business.rows("SELECT status FROM umlauf.asset WHERE id = %(id)s", id=asset)
    status: str = row["status"]
    return status


def bike_of(business: Business) -> Any:
    """The product that the first contract is about, for another piece of it."""
    [row] = business.rows("SELECT variant_id FROM umlauf.contract_line ORDER BY id LIMIT 1")

    class Known:
        variant_ids = (row["variant_id"],)

    return Known


def rented_again(business: Business) -> Rented:
    bike = business.product(sku=f"K-{len(business.rows('SELECT id FROM umlauf.variant'))}")
    return rent(business, business.customer(), bike)
