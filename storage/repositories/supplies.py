"""Counted goods on shelves: movements go in, what lies there comes out."""

from typing import Final

from domain.ids import PlaceId, ShipmentId, VariantId
from domain.supplies.model import Movement, Shelf
from storage.repositories.base import Desk

_LOCK: Final = "SELECT umlauf.lock_supply(%(store)s, %(variant)s)"
_SHELVES: Final = (
    "SELECT s.place_id, s.on_hand, umlauf.is_blocked(s.place_id) AS is_blocked FROM (SELECT DISTINCT ON (place_id)"
    " place_id, on_hand FROM umlauf.supply_movement WHERE store_id = %(store)s AND variant_id = %(variant)s"
    " ORDER BY place_id, n DESC) s"
)
_TAKEN: Final = (
    "SELECT place_id, -sum(quantity)::int AS pieces FROM umlauf.supply_movement"
    " WHERE shipment_id = %(shipment)s AND variant_id = %(variant)s GROUP BY place_id"
    " HAVING sum(quantity) < 0 ORDER BY place_id"
)
_PLACE: Final = "SELECT FROM umlauf.place WHERE id = %(place)s AND store_id = %(store)s"
_MOVE: Final = (
    "INSERT INTO umlauf.supply_movement (id, store_id, place_id, variant_id, kind, quantity, reason, shipment_id,"
    " command_id) VALUES (%(id)s, %(store)s, %(place)s, %(variant)s, %(kind)s, %(quantity)s, %(reason)s, %(shipment)s,"
    " %(command)s)"
)


class SupplyShelves:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def shelves(self, variant_id: VariantId) -> list[Shelf]:
        """The fullest first. The lock is a question of its own: what is read after it was waited for is not old."""
        store = self._desk.context.store_id
        self._desk.rows(_LOCK, store=store, variant=variant_id)
        rows = self._desk.rows(_SHELVES, store=store, variant=variant_id)
        found = [Shelf(PlaceId(row["place_id"]), row["on_hand"], is_blocked=row["is_blocked"]) for row in rows]
        return sorted(found, key=lambda shelf: -shelf.on_hand)

    def is_place(self, place_id: PlaceId) -> bool:
        return bool(self._desk.rows(_PLACE, place=place_id, store=self._desk.context.store_id))

    def taken_for(self, shipment_id: ShipmentId, variant_id: VariantId) -> dict[PlaceId, int]:
        rows = self._desk.rows(_TAKEN, shipment=shipment_id, variant=variant_id)
        return {PlaceId(row["place_id"]): row["pieces"] for row in rows}

    def move(self, movement: Movement) -> None:
        context = self._desk.context
        self._desk.write(
            _MOVE,
            id=self._desk.new_id(),
            store=context.store_id,
            place=movement.place_id,
            variant=movement.variant_id,
            kind=movement.kind,
            quantity=movement.quantity,
            reason=movement.reason,
            shipment=movement.shipment_id,
            command=context.command_id,
        )
