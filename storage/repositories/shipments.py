"""Shipments and what serves their lines."""

from typing import Final

from domain.ids import (
    AssetId,
    ContractId,
    ContractLineId,
    CustomerId,
    OrderId,
    ReturnId,
    ShipmentId,
    ShipmentLineId,
    StoreId,
    VariantId,
)
from domain.orders.model import Treatment
from domain.shipping.model import Shipment, ShipmentCause, ShipmentLine, ShipmentStatus, UnknownShipment
from storage.database import Row
from storage.repositories.base import Desk

READ_SHIPMENT: Final = "SELECT * FROM umlauf.shipment WHERE id = %(id)s FOR UPDATE"
READ_SHIPMENT_LINES: Final = "SELECT * FROM umlauf.shipment_line WHERE shipment_id = %(id)s ORDER BY position"

READ_SHIPMENTS: Final = "SELECT * FROM umlauf.shipment WHERE contract_id = %(id)s ORDER BY id FOR UPDATE"
READ_LINES_OF_CONTRACT: Final = (
    "SELECT l.* FROM umlauf.shipment_line l JOIN umlauf.shipment s ON s.id = l.shipment_id"
    " WHERE s.contract_id = %(id)s ORDER BY l.shipment_id, l.position"
)


def shipment_from(row: Row, lines: list[Row]) -> Shipment:
    return Shipment(
        ShipmentId(row["id"]),
        row["number"],
        OrderId(row["order_id"]),
        ContractId(row["contract_id"]),
        CustomerId(row["customer_id"]),
        ShipmentStatus(row["status"]),
        tuple(_line(line) for line in lines),
        row["dispatched_at"],
        ShipmentCause(row["cause"]),
        row["arrived_on"],
        row["is_held"],
        row["is_pick_up"],
    )


def _line(row: Row) -> ShipmentLine:
    return ShipmentLine(
        ShipmentLineId(row["id"]),
        row["position"],
        VariantId(row["variant_id"]),
        row["title"],
        Treatment(row["treatment"]),
        row["quantity"],
        row["is_tracked"],
        ContractLineId(row["contract_line_id"]),
        AssetId(row["asset_id"]) if row["asset_id"] else None,
        row["done"],
        ReturnId(row["answers_return_id"]) if row["answers_return_id"] else None,
        AssetId(row["replaces_asset_id"]) if row["replaces_asset_id"] else None,
    )


class ShipmentBook:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, shipment_id: ShipmentId) -> Shipment:
        """Locked until the command is done. Raises UnknownShipment."""
        rows = self._desk.rows(READ_SHIPMENT, id=shipment_id)
        if not rows or rows[0]["store_id"] != self._desk.context.store_id:
            raise UnknownShipment(shipment=shipment_id)
        lines = self._desk.rows(READ_SHIPMENT_LINES, id=shipment_id)
        return shipment_from(rows[0], lines)

    def add(self, shipment: Shipment, store_id: StoreId | None = None) -> None:
        self._desk.write(
            "INSERT INTO umlauf.shipment (id, number, order_id, contract_id, customer_id, store_id, status, cause,"
            " is_pick_up) VALUES (%(id)s, %(number)s, %(order)s, %(contract)s, %(customer)s, %(store)s, %(status)s,"
            " %(cause)s, %(pick_up)s)",
            id=shipment.id,
            number=shipment.number,
            order=shipment.order_id,
            contract=shipment.contract_id,
            customer=shipment.customer_id,
            store=store_id or self._desk.context.store_id,
            status=shipment.status,
            cause=shipment.cause,
            pick_up=shipment.is_pick_up,
        )
        for line in shipment.lines:
            self._desk.write(
                "INSERT INTO umlauf.shipment_line (id, shipment_id, position, variant_id, title, treatment, quantity,"
                " is_tracked, contract_line_id, answers_return_id, replaces_asset_id) VALUES (%(id)s, %(shipment)s,"
                " %(position)s, %(variant)s, %(title)s, %(treatment)s, %(quantity)s, %(tracked)s, %(line)s,"
                " %(answers)s, %(replaces)s)",
                id=line.id,
                shipment=shipment.id,
                position=line.position,
                variant=line.variant_id,
                title=line.title,
                treatment=line.treatment,
                quantity=line.quantity,
                tracked=line.is_tracked,
                line=line.contract_line_id,
                answers=line.answers_return_id,
                replaces=line.replaces_asset_id,
            )

    def of_contract(self, contract_id: ContractId) -> list[Shipment]:
        rows = self._desk.rows(READ_SHIPMENTS, id=contract_id)
        lines = self._desk.rows(READ_LINES_OF_CONTRACT, id=contract_id) if rows else []
        return [shipment_from(row, [line for line in lines if line["shipment_id"] == row["id"]]) for row in rows]

    def save(self, shipment: Shipment, tracking: str = "") -> None:
        self._desk.write(
            "UPDATE umlauf.shipment SET status = %(status)s, dispatched_at = %(at)s, tracking = %(tracking)s"
            " WHERE id = %(id)s",
            id=shipment.id,
            status=shipment.status,
            at=shipment.dispatched_at,
            tracking=tracking,
        )

    def save_line(self, shipment: Shipment, line_id: ShipmentLineId) -> None:
        line = next(line for line in shipment.lines if line.id == line_id)
        self._desk.write(
            "UPDATE umlauf.shipment_line SET asset_id = %(asset)s, done = %(done)s WHERE id = %(id)s",
            id=line.id,
            asset=line.asset_id,
            done=line.done,
        )

    def set_status(self, shipment: Shipment) -> None:
        self._desk.write(
            "UPDATE umlauf.shipment SET status = %(status)s WHERE id = %(id)s", id=shipment.id, status=shipment.status
        )

    def set_arrived(self, shipment: Shipment) -> None:
        self._desk.write(
            "UPDATE umlauf.shipment SET arrived_on = %(on)s WHERE id = %(id)s", id=shipment.id, on=shipment.arrived_on
        )
