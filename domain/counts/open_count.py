"""A stock count begins: of a place with all that stands in it, or of one product wherever it lies."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.counts.errors import CountScopeWrong, PlaceIsCounted
from domain.counts.model import PREFIX, CountId, CountStage, StockCount
from domain.ids import PlaceId, ProductId
from domain.places.within import insides
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class OpenCount(Command):
    """One of the two. `is_blind`: who counts does not see what is expected."""

    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    place_id: PlaceId | None = None
    product_id: ProductId | None = None
    is_blind: bool = True


@dataclass(frozen=True, slots=True)
class CountOpened(Event):
    count_id: CountId
    number: str

    def touched(self) -> Iterable[str]:
        return ("counts", f"count:{self.count_id}")


def open_count(command: OpenCount, unit: Unit, _clock: Clock) -> CountOpened:
    """Raises CountScopeWrong, UnknownPlace, PlaceIsCounted."""
    if (command.place_id is None) == (command.product_id is None):
        raise CountScopeWrong
    if command.place_id is not None:
        _check_free(unit, command.place_id)
    count = StockCount(
        CountId(unit.new_id()),
        unit.numbers.next_code(PREFIX),
        CountStage.OPEN,
        command.place_id,
        command.product_id,
        command.is_blind,
        unit.context.effective_at,
    )
    unit.counts.add(count)
    return CountOpened(count.id, count.number)


def _check_free(unit: Unit, place_id: PlaceId) -> None:
    unit.places.get(place_id)
    taken = unit.counts.open_places()
    inside = insides(unit.places.everything())
    for number, other in taken:
        if other in inside[place_id] or place_id in inside.get(other, ()):
            raise PlaceIsCounted(count=number)
