"""The owner says which meters things of a product have, and what has to be done to them again and again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import ProductId
from domain.maintenance.meters import Meter
from domain.maintenance.plan import CareChanged, CarePlan, ProductCare
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SaveCare(Command):
    """`version` is that which the person saw (0: nothing was said yet). Plans keep their ids; a new one brings its own.
    What is left out is not asked for any more."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    product_id: ProductId
    version: int
    meters: tuple[Meter, ...]
    plans: tuple[CarePlan, ...]


@dataclass(frozen=True, slots=True)
class CareSaved(Event):
    product_id: ProductId
    version: int

    def touched(self) -> Iterable[str]:
        return ("care", "catalog")


def save_care(command: SaveCare, unit: Unit, _clock: Clock) -> CareSaved:
    """Holds for all things of the product, from now on. Raises UnknownProduct, CareChanged, CarePlanWrong."""
    product = unit.catalog.product(command.product_id)
    if unit.care.of_product(product.id).version != command.version:
        raise CareChanged(title=product.name)
    care = ProductCare(product.id, command.version + 1, command.meters, command.plans)
    unit.care.save(care)
    return CareSaved(product.id, care.version)
