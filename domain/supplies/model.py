"""Counted goods on shelves: pieces without a code of their own. What lies there is the fold of what was moved.

Stock is kept of a product from its first receipt or count in a store on; before that nobody is told that it is short.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from domain.catalog.model import ProductKind
from domain.errors import InvalidInput, NotFound, RuleViolation
from domain.ids import PlaceId, ShipmentId, VariantId
from domain.tasks.model import TaskKind

if TYPE_CHECKING:
    from domain.ports import Unit

MOST_PIECES: Final = 100_000


class MovementKind(StrEnum):
    """PUT_BACK: picked for a shipment and not sent. USED: built in by the workshop. SOLD: carried away from a counter.
    BROUGHT_BACK: with the receipt of it. MOVED: to or from another shelf."""

    RECEIVED = "received"
    PICKED = "picked"
    PUT_BACK = "put_back"
    USED = "used"
    SOLD = "sold"
    BROUGHT_BACK = "brought_back"
    COUNTED = "counted"
    MOVED = "moved"


class NotCounted(RuleViolation):
    """Only pieces without a code of their own are counted; things are received one by one, services never."""

    code = "not_counted_goods"


class PiecesWrong(InvalidInput):
    """Fewer than nothing, none where some are meant, or more than any shelf holds."""

    code = "pieces_wrong"


class UnknownPlace(NotFound):
    """No such place in this store."""

    code = "unknown_place"


class CountNeedsReason(InvalidInput):
    """A count that differs from the books says why, for whoever looks for the missing pieces later."""

    code = "count_needs_reason"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies of one product in one place. `is_blocked`: the place is in quarantine, nothing is taken from it."""

    place_id: PlaceId
    on_hand: int
    is_blocked: bool = False


@dataclass(frozen=True, slots=True)
class Movement:
    """`quantity` is what the shelf holds more (or, below zero, less) after it."""

    place_id: PlaceId
    variant_id: VariantId
    kind: MovementKind
    quantity: int
    shipment_id: ShipmentId | None = None
    reason: str = ""


class SupplyBook(Protocol):
    """The shelves of the command's store."""

    def shelves(self, variant_id: VariantId) -> Sequence[Shelf]:
        """Those that ever held this product, the fullest first. Nobody else moves it until the command is done."""
        ...

    def is_place(self, place_id: PlaceId) -> bool: ...

    def taken_for(self, shipment_id: ShipmentId, variant_id: VariantId) -> Mapping[PlaceId, int]:
        """Pieces that lie in a shipment, by the shelf they were taken from."""
        ...

    def move(self, movement: Movement) -> None: ...


def counted_title(variant_id: VariantId, unit: "Unit") -> str:
    """The product's name, where its pieces are counted. Raises UnknownVariant, NotCounted."""
    variant = unit.catalog.variant(variant_id)
    if variant.product.kind is not ProductKind.CONSUMABLE:
        raise NotCounted(product=variant.product.name)
    return variant.product.name


def take(unit: "Unit", variant_id: VariantId, pieces: int, shipment_id: ShipmentId | None) -> int:
    """Takes pieces off the shelves, for a shipment or (None) for the workshop; how many the books did not have."""
    kind = MovementKind.USED if shipment_id is None else MovementKind.PICKED
    return _taken(unit, variant_id, pieces, kind, shipment_id)


def sell(unit: "Unit", variant_id: VariantId, pieces: int) -> int:
    """Takes pieces off the shelves that somebody carries away from a counter; how many the books did not have."""
    return _taken(unit, variant_id, pieces, MovementKind.SOLD, None)


def _taken(unit: "Unit", variant_id: VariantId, pieces: int, kind: MovementKind, shipment_id: ShipmentId | None) -> int:
    """What somebody holds in their hand is there, whatever the books say: it is taken all the same, no shelf falls
    below zero, and somebody is asked to count."""
    shelves = unit.supplies.shelves(variant_id)
    if not shelves:
        return 0
    left = pieces
    for shelf in shelves:
        taken = 0 if shelf.is_blocked else min(left, shelf.on_hand)
        if taken:
            unit.supplies.move(Movement(shelf.place_id, variant_id, kind, -taken, shipment_id))
        left -= taken
    return left


def ask_to_count(unit: "Unit", variant_id: VariantId, missing: int, where: str) -> None:
    """One task a product at a time; `where` is the number of what it was taken for."""
    variant = unit.catalog.variant(variant_id)
    if not unit.tasks.is_open(TaskKind.SUPPLY_SHORT, variant.sku):
        facts: dict[str, str | int] = {"title": variant.product.name, "missing": missing, "shipment": where}
        unit.tasks.open(TaskKind.SUPPLY_SHORT, variant.sku, facts)


def put_back(unit: "Unit", shipment_id: ShipmentId, variant_id: VariantId, stays: int) -> None:
    """Puts pieces of a shipment back on the shelves they came from, until no more than `stays` lie in it."""
    taken = unit.supplies.taken_for(shipment_id, variant_id)
    surplus = sum(taken.values()) - stays
    for place_id, pieces in taken.items():
        back = min(surplus, pieces)
        if back > 0:
            unit.supplies.move(Movement(place_id, variant_id, MovementKind.PUT_BACK, back, shipment_id))
            surplus -= back
