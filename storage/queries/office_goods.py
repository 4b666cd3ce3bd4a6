"""What was sent under a contract, and what is expected back."""

from typing import Final

from domain.ids import ContractId, ReturnId, ShipmentId
from domain.returns.model import Purpose
from domain.shipping.model import ShipmentCause, ShipmentStatus
from domain.views.goods_rows import ExpectedRow, ParcelRow
from storage.database import Database

MOST: Final = 12
_PARCELS: Final = """
    SELECT s.id, s.number, s.cause, s.status, s.dispatched_at, s.arrived_on, coalesce(a.code, '') AS replaces
    FROM umlauf.shipment s
    LEFT JOIN LATERAL (
        SELECT a.code FROM umlauf.shipment_line l JOIN umlauf.asset a ON a.id = l.replaces_asset_id
        WHERE l.shipment_id = s.id ORDER BY l.position LIMIT 1
    ) a ON true
    WHERE s.contract_id = %(id)s ORDER BY s.id DESC LIMIT %(most)s"""
_EXPECTED: Final = """
    SELECT r.id, r.number, r.purpose, r.return_until, array_agg(a.code ORDER BY a.code) AS things
    FROM umlauf.return_case r JOIN umlauf.return_line l ON l.return_id = r.id JOIN umlauf.asset a ON a.id = l.asset_id
    WHERE l.contract_id = %(id)s AND r.withdrawn_on IS NULL GROUP BY r.id
    HAVING bool_and(l.received_at IS NULL) ORDER BY r.id"""


def parcels_of(database: Database, contract_id: ContractId) -> tuple[ParcelRow, ...]:
    """The newest first."""
    return tuple(
        ParcelRow(
            ShipmentId(row["id"]),
            row["number"],
            ShipmentCause(row["cause"]),
            ShipmentStatus(row["status"]),
            row["dispatched_at"],
            row["arrived_on"],
            row["replaces"],
        )
        for row in database.read(_PARCELS, id=contract_id, most=MOST)
    )


def expected_of(database: Database, contract_id: ContractId) -> tuple[ExpectedRow, ...]:
    """In the order in which they were announced."""
    return tuple(
        ExpectedRow(
            ReturnId(row["id"]), row["number"], Purpose(row["purpose"]), row["return_until"], tuple(row["things"])
        )
        for row in database.read(_EXPECTED, id=contract_id)
    )
