"""The supplier named another day, or another number of things."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.availability.model import MOST, ExpectationId
from domain.availability.promising import check_days
from domain.clock import Clock
from domain.ids import StoreId, VariantId
from domain.orders.model import QuantityWrong
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class MoveExpectation(Command):
    """`quantity` is what is still to come."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    expectation_id: ExpectationId
    expected_on: date
    quantity: int


@dataclass(frozen=True, slots=True)
class ExpectationMoved(Event):
    variant_id: VariantId
    store_id: StoreId

    def touched(self) -> Iterable[str]:
        return ("availability",)


def move_expectation(command: MoveExpectation, unit: Unit, _clock: Clock) -> ExpectationMoved:
    """Raises UnknownExpectation (it came already, or was dropped), QuantityWrong, DaysWrong."""
    if not 1 <= command.quantity <= MOST:
        raise QuantityWrong(value=command.quantity)
    check_days(command.expected_on, None, unit.today())
    expectation = unit.availability.expectation(command.expectation_id)
    unit.availability.save_expectation(replace(expectation, expected_on=command.expected_on, quantity=command.quantity))
    return ExpectationMoved(expectation.variant_id, expectation.store_id)
