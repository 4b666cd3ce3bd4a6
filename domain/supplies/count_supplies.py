"""Somebody counted what lies on a shelf; the books follow, and say by how much they were wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, Command, Event, Seat
from domain.clock import Clock
from domain.ids import PlaceId, VariantId
from domain.ports import Unit
from domain.supplies.model import (
    MOST_PIECES,
    CountNeedsReason,
    Movement,
    MovementKind,
    PiecesWrong,
    UnknownPlace,
    counted_title,
)
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class CountSupplies(Command):
    """`counted` pieces lie there now; `reason` for a difference, "" where there is none."""

    seats: ClassVar[frozenset[Seat]] = FLOOR

    variant_id: VariantId
    place_id: PlaceId
    counted: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SuppliesCounted(Event):
    """`before`: what the books had."""

    variant_id: VariantId
    title: str
    before: int
    counted: int

    def touched(self) -> Iterable[str]:
        return ("supplies", "tasks")


def count_supplies(command: CountSupplies, unit: Unit, _clock: Clock) -> SuppliesCounted:
    """What somebody was asked to count is counted now: that task goes.

    Raises UnknownVariant, NotCounted, UnknownPlace, PiecesWrong, CountNeedsReason.
    """
    title, reason = counted_title(command.variant_id, unit), command.reason.strip()[:200]
    if not 0 <= command.counted <= MOST_PIECES:
        raise PiecesWrong(value=command.counted, least=0, most=MOST_PIECES)
    if not unit.supplies.is_place(command.place_id):
        raise UnknownPlace(place=command.place_id)
    shelves = {shelf.place_id: shelf.on_hand for shelf in unit.supplies.shelves(command.variant_id)}
    before = shelves.get(command.place_id, 0)
    if before != command.counted and not reason:
        raise CountNeedsReason(before=before, counted=command.counted)
    difference = command.counted - before
    unit.supplies.move(Movement(command.place_id, command.variant_id, MovementKind.COUNTED, difference, reason=reason))
    for task in unit.tasks.waiting(TaskKind.SUPPLY_SHORT, unit.catalog.variant(command.variant_id).sku):
        unit.tasks.clear(task.id, unit.context.effective_at)
    return SuppliesCounted(command.variant_id, title, before, command.counted)
