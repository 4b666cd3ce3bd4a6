"""Counted goods are carried from one shelf to another."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import PlaceId, VariantId
from domain.places.move_things import open_place
from domain.ports import Unit
from domain.supplies.model import MOST_PIECES, Movement, MovementKind, PiecesWrong, UnknownPlace, counted_title


class ShelfHasFewer(RuleViolation):
    """The books have fewer there than are to be carried away: it is counted first."""

    code = "shelf_has_fewer"


@dataclass(frozen=True, slots=True)
class MoveSupplies(Command):
    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR

    variant_id: VariantId
    from_place_id: PlaceId
    to_place_id: PlaceId
    quantity: int


@dataclass(frozen=True, slots=True)
class SuppliesMoved(Event):
    """`left`: what stays on the first shelf."""

    variant_id: VariantId
    title: str
    quantity: int
    left: int
    place: str

    def touched(self) -> tuple[str, ...]:
        return ("supplies", "places")


def move_supplies(command: MoveSupplies, unit: Unit, _clock: Clock) -> SuppliesMoved:
    """Raises UnknownVariant, NotCounted, UnknownPlace, PlaceClosed, PiecesWrong, ShelfHasFewer."""
    title = counted_title(command.variant_id, unit)
    if not 1 <= command.quantity <= MOST_PIECES or command.from_place_id == command.to_place_id:
        raise PiecesWrong(value=command.quantity, least=1, most=MOST_PIECES)
    if not unit.supplies.is_place(command.from_place_id):
        raise UnknownPlace(place=command.from_place_id)
    target = open_place(unit, command.to_place_id)[0]
    shelves = {shelf.place_id: shelf.on_hand for shelf in unit.supplies.shelves(command.variant_id)}
    here = shelves.get(command.from_place_id, 0)
    if here < command.quantity:
        raise ShelfHasFewer(on_hand=here, quantity=command.quantity)
    for place_id, quantity in ((command.from_place_id, -command.quantity), (target.id, command.quantity)):
        unit.supplies.move(Movement(place_id, command.variant_id, MovementKind.MOVED, quantity))
    return SuppliesMoved(command.variant_id, title, command.quantity, here - command.quantity, target.name)
