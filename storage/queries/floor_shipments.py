"""What leaves the house: shipments to pack, their lines, their delivery notes."""

from datetime import date
from typing import Final

from domain.availability.propose import Proposal
from domain.business import Recipient
from domain.customers.model import Address
from domain.ids import AssetId, OrderId, ShipmentId, ShipmentLineId, VariantId
from domain.orders.model import Treatment
from domain.shipping.delivery_sheet import DeliverySheet, DeliverySheetLine
from domain.shipping.model import ShipmentCause, ShipmentStatus, UnknownShipment
from domain.views.floor_rows import FloorShipment, PickLine, ShipmentPage
from domain.views.office_rows import Found
from storage.database import Database, Row
from storage.queries.floor_parts import IS_FREE, STORE
from storage.queries.floor_proposed import proposals
from storage.queries.office_parts import NAME, found, id_or_number, words_in

_OPENED: Final = "(to_timestamp(('x' || left(replace(s.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0))"
_SINCE: Final = (
    f"CASE WHEN s.cause IN ('again', 'loan') THEN ({_OPENED} AT TIME ZONE 'Europe/Berlin')::date ELSE p.placed_on END"
)
"""Of what goes out again, the day in its id (UUIDv7): its order may be years old."""
_ROWS: Final = f"""
    SELECT s.id, s.number, s.order_id, s.status, s.dispatched_at, s.tracking, s.is_held, s.is_pick_up, p.*,
        {NAME} AS customer, n.done, n.wanted, s.cause, coalesce(w.wanted_on, y.promised_on) AS wanted_on, y.pack_on,
        {_SINCE} AS waits_since
    FROM umlauf.shipment s
    JOIN LATERAL (SELECT * FROM umlauf.shipment_address d WHERE d.shipment_id = s.id OFFSET 0) p ON true
    JOIN LATERAL (
        SELECT coalesce(sum(least(l.done, l.quantity)), 0)::int AS done, coalesce(sum(l.quantity), 0)::int AS wanted
        FROM umlauf.shipment_line l WHERE l.shipment_id = s.id
    ) n ON true
    LEFT JOIN LATERAL (
        SELECT min(d.first_day) AS wanted_on FROM umlauf.delivery d WHERE d.shipment_id = s.id
    ) w ON true
    LEFT JOIN LATERAL (
        SELECT d.promised_on, d.pack_on FROM umlauf.shipment_promise d WHERE d.shipment_id = s.id OFFSET 0
    ) y ON true"""  # noqa: S608 - constants only
"""The addresses are asked for one by one (OFFSET 0): the view's barrier lets no join in, it would be read whole."""

_REFERRED: Final = """
    SELECT m.id FROM umlauf.shipment m WHERE m.id = %(id)s OR m.order_id = %(id)s OR m.number = %(number)s
    UNION ALL SELECT d.shipment_id FROM umlauf.shipment_address d WHERE d.order_number = %(number)s"""
_SEARCHED: Final = "concat_ws(' ', s.number, p.order_number, p.given_name, p.family_name, p.company, p.city)"
_LINES: Final = f"""
    SELECT l.*, v.sku, coalesce(a.code, '') AS code, coalesce(a.serial, '') AS serial,
        coalesce(h.name, u.name, '') AS place,
        coalesce(u.on_hand, (SELECT count(*) FROM umlauf.asset f WHERE f.variant_id = l.variant_id AND {IS_FREE})::int)
            AS free
    FROM umlauf.shipment_line l
    JOIN umlauf.variant v ON v.id = l.variant_id
    LEFT JOIN umlauf.asset a ON a.id = l.asset_id
    LEFT JOIN LATERAL (
        SELECT t.name FROM umlauf.asset f JOIN umlauf.place t ON t.id = f.place_id
        WHERE f.variant_id = l.variant_id AND {IS_FREE} ORDER BY f.id LIMIT 1
    ) h ON true
    LEFT JOIN LATERAL (
        SELECT CASE WHEN b.is_blocked THEN '' ELSE t.name END AS name,
            coalesce(sum(s.on_hand) FILTER (WHERE NOT b.is_blocked) OVER (), 0)::int AS on_hand
        FROM umlauf.supply_on_hand s JOIN umlauf.place t ON t.id = s.place_id
        CROSS JOIN LATERAL (SELECT umlauf.is_blocked(t.id) AS is_blocked) b
        WHERE NOT l.is_tracked AND s.variant_id = l.variant_id AND s.store_id = {STORE}
        ORDER BY b.is_blocked, s.on_hand DESC LIMIT 1
    ) u ON true
    WHERE l.shipment_id = %(id)s ORDER BY l.position"""  # noqa: S608 - constants only
_CONTRACT: Final = """
    SELECT h.contract_number FROM umlauf.shipment s JOIN LATERAL (
        SELECT d.contract_number FROM umlauf.asset_holder d WHERE d.contract_id = s.contract_id LIMIT 1
    ) h ON true WHERE s.id = %(id)s"""


class Shipments:
    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, text: str, limit: int) -> Found[FloorShipment]:
        condition, values = words_in(_SEARCHED, text)
        rows = self._database.read(
            f"{_ROWS} WHERE s.status IN ('open', 'packed') AND s.store_id = {STORE} AND {condition}"
            f" ORDER BY s.is_held, coalesce(w.wanted_on, greatest(y.pack_on, {_SINCE})), s.number LIMIT %(limit)s",
            limit=limit + 1,
            **values,
        )
        return found(rows, limit, _shipment)

    def page(self, ref: str) -> ShipmentPage:
        """Raises UnknownShipment."""
        row = self._row(ref)
        lines = self._database.read(_LINES, id=row["id"])
        best = proposals(self._database, lines) if row["status"] == ShipmentStatus.OPEN else {}
        return ShipmentPage(
            _shipment(row),
            _recipient(row),
            row["phone"],
            tuple(_line(line, best.get(line["id"])) for line in lines),
            row["tracking"],
            row["dispatched_at"],
        )

    def sheet(self, shipment_id: ShipmentId, prepared_on: date) -> DeliverySheet:
        """Raises UnknownShipment."""
        row = self._row(str(shipment_id))
        lines = self._database.read(_LINES, id=shipment_id)
        contract = self._database.read_one(_CONTRACT, id=shipment_id)
        return DeliverySheet(
            number=row["number"],
            order_number=row["order_number"],
            contract_number=contract["contract_number"] if contract else "",
            customer_number=row["customer_number"],
            prepared_on=prepared_on,
            recipient=_recipient(row),
            language=row["language"],
            lines=tuple(_sheet_line(line) for line in lines),
            tracking=row["tracking"],
        )

    def _row(self, ref: str) -> Row:
        row = self._database.read_one(
            f"{_ROWS} WHERE s.id IN ({_REFERRED}) ORDER BY s.status IN ('open', 'packed') DESC, s.id DESC LIMIT 1",
            **id_or_number(ref),
        )
        if row is None:
            raise UnknownShipment(shipment=ref)
        return row


def _shipment(row: Row) -> FloorShipment:
    return FloorShipment(
        ShipmentId(row["id"]),
        row["number"],
        OrderId(row["order_id"]),
        row["order_number"],
        row["customer"],
        row["city"],
        row["waits_since"],
        ShipmentStatus(row["status"]),
        row["done"],
        row["wanted"],
        row["note"],
        ShipmentCause(row["cause"]),
        row["wanted_on"],
        row["is_held"],
        row["pack_on"],
        row["is_pick_up"],
    )


def _recipient(row: Row) -> Recipient:
    name = f"{row['given_name']} {row['family_name']}".strip()
    return Recipient(name, row["company"], Address(row["street"], row["postcode"], row["city"], row["country"]))


def _line(row: Row, best: Proposal | None) -> PickLine:
    return PickLine(
        ShipmentLineId(row["id"]),
        row["position"],
        VariantId(row["variant_id"]),
        row["sku"],
        row["title"],
        Treatment(row["treatment"]),
        row["quantity"],
        row["done"],
        row["is_tracked"],
        AssetId(row["asset_id"]) if row["asset_id"] else None,
        row["code"],
        row["serial"],
        row["free"],
        row["place"] if best is None else best.best.place,
        "" if best is None else best.best.code,
        None if best is None else best.why,
    )


def _sheet_line(row: Row) -> DeliverySheetLine:
    return DeliverySheetLine(
        row["position"],
        row["title"],
        Treatment(row["treatment"]),
        row["quantity"],
        row["code"] or None,
        row["serial"] or None,
    )
