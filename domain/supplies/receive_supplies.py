"""Counted goods come in and are put on a shelf."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.clock import Clock
from domain.ids import PlaceId, VariantId
from domain.ports import Unit
from domain.supplies.model import MOST_PIECES, Movement, MovementKind, PiecesWrong, UnknownPlace, counted_title


@dataclass(frozen=True, slots=True)
class ReceiveSupplies(Command):
    """`note` is what the delivery note says, "" for nothing."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR

    variant_id: VariantId
    place_id: PlaceId
    quantity: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class SuppliesReceived(Event):
    """`on_hand` lies on that shelf now."""

    variant_id: VariantId
    title: str
    quantity: int
    on_hand: int

    def touched(self) -> Iterable[str]:
        return ("supplies",)


def receive_supplies(command: ReceiveSupplies, unit: Unit, _clock: Clock) -> SuppliesReceived:
    """Raises UnknownVariant, NotCounted, UnknownPlace, PiecesWrong."""
    title = counted_title(command.variant_id, unit)
    if not 1 <= command.quantity <= MOST_PIECES:
        raise PiecesWrong(value=command.quantity, least=1, most=MOST_PIECES)
    if not unit.supplies.is_place(command.place_id):
        raise UnknownPlace(place=command.place_id)
    shelves = {shelf.place_id: shelf.on_hand for shelf in unit.supplies.shelves(command.variant_id)}
    note = command.note.strip()[:200]
    unit.supplies.move(
        Movement(command.place_id, command.variant_id, MovementKind.RECEIVED, command.quantity, reason=note)
    )
    on_hand = shelves.get(command.place_id, 0) + command.quantity
    return SuppliesReceived(command.variant_id, title, command.quantity, on_hand)
