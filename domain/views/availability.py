"""What the office sees of promises: what is free when and why, who reserved, who waits, what is to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from domain.availability.forecast import Forecast
from domain.availability.model import Expectation, Reservation, Waiting
from domain.ids import VariantId


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of single thing in the seat's store. `first_day`: from when on one can be given away for good, None: not
    in sight. `lowest` is the least of all days to come, below zero: promised beyond what will be there."""

    variant_id: VariantId
    sku: str
    title: str
    free: int
    first_day: date | None
    lowest_on: date
    lowest: int
    reserved: int
    waiting: int


@dataclass(frozen=True, slots=True)
class ReservationRow:
    reservation: Reservation
    customer: str
    customer_number: str


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """`position` counts those who still wait; None: has an offer."""

    place: Waiting
    position: int | None
    customer: str
    customer_number: str


@dataclass(frozen=True, slots=True)
class OverbookingRow:
    missing: int
    from_on: date
    because: str
    who: str


@dataclass(frozen=True, slots=True)
class KindPage:
    """`utilisation`: of the days of the last 90 on which things of it were ours, the part with customers; None: none
    was there."""

    row: KindRow
    forecast: Forecast
    reservations: tuple[ReservationRow, ...]
    waiting: tuple[WaitingRow, ...]
    expected: tuple[Expectation, ...]
    overbooked: tuple[OverbookingRow, ...]
    utilisation: Decimal | None


@dataclass(frozen=True, slots=True)
class Earliest:
    """From when on all that was asked for is free for good; None: not in sight. `missing`: what is short today, each
    with how many."""

    day: date | None
    missing: tuple[tuple[str, int], ...] = ()


class AvailabilityQuestions(Protocol):
    def kinds(self, text: str, limit: int = 200) -> tuple[KindRow, ...]:
        """By name."""
        ...

    def kind(self, ref: str) -> KindPage:
        """By number or id. Raises UnknownVariant."""
        ...

    def earliest(self, wanted: Sequence[tuple[VariantId, int]]) -> Earliest:
        """Bundles by their parts; services and counted goods are always there."""
        ...
