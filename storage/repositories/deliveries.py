"""Shipments that a running contract sends by itself, each for one period of its lines."""

from collections.abc import Mapping, Sequence
from typing import Final

from domain.deliveries.schedule import Parcel
from domain.ids import ContractId, ContractLineId, ShipmentId
from domain.period import Period
from domain.shipping.model import Shipment, ShipmentCause, ShipmentStatus
from storage.database import Row
from storage.repositories.base import Desk
from storage.repositories.settings import DELIVERIES, deliveries_from

PARCELS: Final = (
    "SELECT s.id, s.number, s.status, l.contract_line_id, l.quantity, l.done, d.first_day, d.past"
    " FROM umlauf.shipment s JOIN umlauf.shipment_line l ON l.shipment_id = s.id"
    " LEFT JOIN umlauf.delivery d ON d.shipment_id = s.id AND d.contract_line_id = l.contract_line_id"
    " WHERE s.contract_id = %(contract)s AND s.status <> 'cancelled' AND s.cause IN ('order', 'supply')"
    " AND l.contract_line_id = ANY(%(lines)s) ORDER BY d.first_day NULLS FIRST, s.number, l.position"
)
_LEAD_DAYS: Final = "SELECT value FROM umlauf.setting WHERE name = %(name)s"
_TO_LOOK_AT: Final = (
    "UPDATE umlauf.contract SET look_on = NULL WHERE look_on IS NOT NULL AND id IN (SELECT contract_id"
    " FROM umlauf.contract_line WHERE variant_id IS NOT NULL AND (kind = 'consumable' OR start_on IS NOT NULL))"
)


def parcel_from(row: Row) -> Parcel:
    period = None if row["first_day"] is None else Period(row["first_day"], row["past"])
    return Parcel(
        ShipmentId(row["id"]),
        row["number"],
        ShipmentStatus(row["status"]),
        ContractLineId(row["contract_line_id"]),
        period,
        row["quantity"],
        row["done"],
    )


class Supplies:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lead_days: int | None = None

    @property
    def lead_days(self) -> int:
        if self._lead_days is None:
            rows = self._desk.rows(_LEAD_DAYS, name=DELIVERIES)
            self._lead_days = deliveries_from(rows[0]["value"] if rows else None).lead_days
        return self._lead_days

    def look_at_all(self) -> None:
        self._desk.write(_TO_LOOK_AT)

    def of(self, contract_id: ContractId, line_ids: Sequence[ContractLineId]) -> list[Parcel]:
        """All but cancelled ones; their shipments are locked until the command is done."""
        rows = self._desk.rows(f"{PARCELS} FOR UPDATE OF s", contract=contract_id, lines=list(line_ids))
        return [parcel_from(row) for row in rows]

    def add(self, shipment: Shipment, periods: Mapping[ContractLineId, Period]) -> None:
        self._desk.write(
            "INSERT INTO umlauf.shipment (id, number, order_id, contract_id, customer_id, store_id, status, cause)"
            " SELECT %(id)s, %(number)s, id, %(contract)s, %(customer)s, store_id, %(status)s, %(cause)s"
            " FROM umlauf.customer_order WHERE id = %(order)s",
            id=shipment.id,
            number=shipment.number,
            order=shipment.order_id,
            contract=shipment.contract_id,
            customer=shipment.customer_id,
            status=shipment.status,
            cause=ShipmentCause.SUPPLY,
        )
        for line in shipment.lines:
            self._desk.write(
                "INSERT INTO umlauf.shipment_line (id, shipment_id, position, variant_id, title, treatment, quantity,"
                " is_tracked, contract_line_id) VALUES (%(id)s, %(shipment)s, %(position)s, %(variant)s, %(title)s,"
                " %(treatment)s, %(quantity)s, %(tracked)s, %(line)s)",
                id=line.id,
                shipment=shipment.id,
                position=line.position,
                variant=line.variant_id,
                title=line.title,
                treatment=line.treatment,
                quantity=line.quantity,
                tracked=line.is_tracked,
                line=line.contract_line_id,
            )
            period = periods[line.contract_line_id]
            self._desk.write(
                "DELETE FROM umlauf.delivery d USING umlauf.shipment s WHERE d.contract_line_id = %(line)s"
                " AND d.first_day = %(first)s AND s.id = d.shipment_id AND s.status = %(cancelled)s",
                line=line.contract_line_id,
                first=period.start,
                cancelled=ShipmentStatus.CANCELLED,
            )
            self._desk.write(
                "INSERT INTO umlauf.delivery (contract_line_id, first_day, past, shipment_id)"
                " VALUES (%(line)s, %(first)s, %(past)s, %(shipment)s)",
                line=line.contract_line_id,
                first=period.start,
                past=period.end,
                shipment=shipment.id,
            )

    def change(self, parcel: Parcel) -> None:
        if parcel.period is None:
            raise ValueError("what goes with the order belongs to the order")
        self._desk.write(
            "UPDATE umlauf.shipment_line SET quantity = %(quantity)s, done = %(done)s"
            " WHERE shipment_id = %(shipment)s AND contract_line_id = %(line)s",
            quantity=parcel.quantity,
            done=parcel.done,
            shipment=parcel.shipment_id,
            line=parcel.line_id,
        )
        self._desk.write(
            "UPDATE umlauf.delivery SET past = %(past)s WHERE contract_line_id = %(line)s AND first_day = %(first)s",
            past=parcel.period.end,
            line=parcel.line_id,
            first=parcel.period.start,
        )

    def cancel(self, shipment_id: ShipmentId) -> None:
        self._desk.write(
            "UPDATE umlauf.shipment SET status = %(cancelled)s WHERE id = %(id)s AND status = %(open)s",
            cancelled=ShipmentStatus.CANCELLED,
            open=ShipmentStatus.OPEN,
            id=shipment_id,
        )
        self._desk.write("DELETE FROM umlauf.delivery WHERE shipment_id = %(id)s", id=shipment_id)
