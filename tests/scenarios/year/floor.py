"""What the warehouse does every day: everything that waits is packed and sent, what came back goes over the bench."""

from typing import Final
from uuid import UUID

from domain.application import Seat
from domain.assets.status import Condition, Grade
from domain.ids import AssetId
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.model import CheckResult
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from domain.shipping.pick_consumable import PickConsumable
from tests.machines.house.world import Row
from tests.scenarios.year.radwerk import Radwerk

_FITTING: Final = "SELECT id FROM umlauf.asset WHERE variant_id = %(id)s AND status = 'in_stock' ORDER BY code LIMIT 1"
_EXPECTED: Final = "SELECT id FROM umlauf.asset WHERE status = 'due_back' AND id = ANY(%(ids)s) ORDER BY code"


def works(house: Radwerk) -> None:
    """A day on the floor."""
    for row in house.rows(
        "SELECT id FROM umlauf.shipment WHERE status IN ('open', 'packed') AND NOT is_held ORDER BY number"
    ):
        _sends(house, row["id"])
    for row in house.rows(
        "SELECT r.asset_id, a.variant_id FROM umlauf.refurbishment r JOIN umlauf.asset a ON a.id = r.asset_id"
        " WHERE r.status = 'queued' AND a.status = 'to_repair' ORDER BY a.code"
    ):
        _repairs(house, row)


def _sends(house: Radwerk, parcel: UUID) -> None:
    """Waits until there is a thing for each line."""
    for line in house.rows(
        "SELECT * FROM umlauf.shipment_line WHERE shipment_id = %(id)s AND done < quantity ORDER BY position", id=parcel
    ):
        if not line["is_tracked"]:
            house.tries(PickConsumable(parcel, line["variant_id"], line["quantity"] - line["done"]), Seat.WAREHOUSE)
            continue
        fitting = house.rows(_FITTING, id=line["variant_id"])
        if not fitting or house.tries(PickAsset(parcel, fitting[0]["id"]), Seat.WAREHOUSE) is None:
            return
    if house.tries(FinishPacking(parcel), Seat.WAREHOUSE) is not None:
        house.tries(DispatchShipment(parcel), Seat.WAREHOUSE)


def _repairs(house: Radwerk, row: Row) -> None:
    if house.tries(StartRefurbishment(row["asset_id"]), Seat.WAREHOUSE) is None:
        return
    passed = house.chance(93)
    checks = tuple(CheckResult(code, True) for code in house.stock.checks[row["variant_id"]]) if passed else ()
    shelf = house.stock.shelf[row["variant_id"]] if passed else None
    why, grade = ("", Grade.B) if passed else ("Rahmenriss", Grade.D)
    minutes = house.between(8, 75)
    house.tries(FinishRefurbishment(row["asset_id"], passed, minutes, checks, (), grade, why, shelf), Seat.WAREHOUSE)


def takes_back(house: Radwerk, *assets: AssetId) -> None:
    """What stands there, if it is expected or still with somebody."""
    for asset in assets:
        worn = house.chance(15)
        condition, grade = (Condition.DAMAGED_REPAIRABLE, Grade.C) if worn else (Condition.USED, Grade.B)
        house.tries(TakeBackAsset(asset, condition, grade, house.stock.places[9]), Seat.WAREHOUSE)
