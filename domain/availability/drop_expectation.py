"""The supplier does not deliver what was announced, or was entered by mistake."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.availability.model import ExpectationId
from domain.clock import Clock
from domain.ids import StoreId, VariantId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class DropExpectation(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    expectation_id: ExpectationId


@dataclass(frozen=True, slots=True)
class ExpectationDropped(Event):
    variant_id: VariantId
    store_id: StoreId

    def touched(self) -> Iterable[str]:
        return ("availability",)


def drop_expectation(command: DropExpectation, unit: Unit, _clock: Clock) -> ExpectationDropped:
    """Raises UnknownExpectation: it came already, or was dropped before."""
    expectation = unit.availability.expectation(command.expectation_id)
    unit.availability.save_expectation(replace(expectation, quantity=0))
    return ExpectationDropped(expectation.variant_id, expectation.store_id)
