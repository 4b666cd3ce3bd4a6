"""The warehouse: parcels are filled, closed, opened again, sent, handed over; goods are counted."""

from uuid import UUID

from domain.assets.undo_receipt import UndoReceipt
from domain.shipping.confirm_arrival import ConfirmArrival
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from domain.shipping.pick_consumable import PickConsumable
from domain.shipping.unpick_asset import UnpickAsset
from domain.supplies.count_supplies import CountSupplies
from domain.supplies.receive_supplies import ReceiveSupplies
from tests.machines.house.world import Chances, House, Row


def _parcel(house: House, *statuses: str) -> Row | None:
    return house.any_row("SELECT id FROM umlauf.shipment WHERE status = ANY(%(s)s) ORDER BY number", s=list(statuses))


def _fill(house: House, parcel: UUID) -> None:
    """Scan after scan, for each line something that fits; now and then something else."""
    for line in house.rows(
        "SELECT * FROM umlauf.shipment_line WHERE shipment_id = %(id)s ORDER BY position", id=parcel
    ):
        if line["done"] >= line["quantity"]:
            continue
        if not line["is_tracked"]:
            house.tries(PickConsumable(parcel, line["variant_id"], line["quantity"] - line["done"]))
            continue
        fitting = house.any_row(
            "SELECT id FROM umlauf.asset WHERE variant_id = %(id)s AND status = 'in_stock' ORDER BY code",
            id=line["variant_id"],
        )
        if fitting is not None:
            house.tries(PickAsset(parcel, fitting["id"]))


def send(house: House) -> None:
    """The usual way, so that lives get long."""
    parcel = _parcel(house, "open", "packed")
    if parcel is not None:
        _fill(house, parcel["id"])
        house.tries(FinishPacking(parcel["id"]))
        house.tries(DispatchShipment(parcel["id"], is_handed_over=house.chance(30)))


def begin_to_pack(house: House) -> None:
    parcel = _parcel(house, "open")
    if parcel is not None:
        _fill(house, parcel["id"])
        if house.chance(50):
            house.tries(FinishPacking(parcel["id"]))


def scan_anything(house: House) -> None:
    parcel, asset = _parcel(house, "open", "packed", "dispatched"), house.any_asset("in_stock")
    if parcel is not None and asset is not None:
        house.tries(PickAsset(parcel["id"], asset))


def take_out_again(house: House) -> None:
    row = house.any_row(
        "SELECT l.shipment_id, l.asset_id FROM umlauf.shipment_line l JOIN umlauf.shipment s ON s.id = l.shipment_id"
        " WHERE l.asset_id IS NOT NULL AND s.status IN ('open', 'packed') ORDER BY s.number, l.position"
    )
    if row is not None:
        house.tries(UnpickAsset(row["shipment_id"], row["asset_id"]))


def it_arrived(house: House) -> None:
    parcel = _parcel(house, "dispatched")
    if parcel is not None:
        house.tries(ConfirmArrival(parcel["id"], house.day(-5, 0)))


def undo_a_receipt(house: House) -> None:
    asset = house.any_asset("in_stock")
    if asset is not None and house.chance(20):
        house.tries(UndoReceipt((asset,)))


def count_and_fill_shelves(house: House) -> None:
    place = house.any_row("SELECT id FROM umlauf.place ORDER BY name, id")
    [beans] = house.rows("SELECT id FROM umlauf.variant WHERE sku = 'BEANS'")
    if place is not None and house.chance(60):
        house.tries(ReceiveSupplies(beans["id"], place["id"], house.between(1, 12)))
    elif place is not None:
        house.tries(CountSupplies(beans["id"], place["id"], house.between(0, 12), "Inventur"))


STEPS: Chances = (
    (14, send),
    (4, begin_to_pack),
    (2, scan_anything),
    (2, take_out_again),
    (3, it_arrived),
    (1, undo_a_receipt),
    (2, count_and_fill_shelves),
)
