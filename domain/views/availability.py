"""What the office sees of promises: what is free when and why, who reserved, who waits, what is to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from domain.availability.forecast import WEEKS, Forecast
from domain.availability.model import Expectation, Reservation, Waiting
from domain.ids import ContractId, CustomerId, VariantId


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


class PromiseKind(StrEnum):
    """What somebody was promised, or waits for."""

    RESERVED = "reserved"
    WAITING = "waiting"
    OFFERED = "offered"
    ORDERED = "ordered"


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """`number` is the order's, "" where there is none yet. `on`: from which day; None: nobody knows. `until`: the last
    day on which it is held or offered. `position` on the waiting list. `is_late`: it was told for another day."""

    kind: PromiseKind
    sku: str
    title: str
    quantity: int
    on: date | None = None
    until: date | None = None
    number: str = ""
    position: int | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class KindPage:
    """`weeks` are looked ahead, and a reservation is held for `hold_days`, as the owner wishes. `utilisation`: of the
    days of the last 90 on which things of it were ours, the part with customers; None: none was there."""

    row: KindRow
    forecast: Forecast
    reservations: tuple[ReservationRow, ...]
    waiting: tuple[WaitingRow, ...]
    expected: tuple[Expectation, ...]
    overbooked: tuple[OverbookingRow, ...]
    utilisation: Decimal | None
    weeks: int = WEEKS
    hold_days: int = 14


@dataclass(frozen=True, slots=True)
class Earliest:
    """From when on all that was asked for is free for good; None: not in sight. `missing`: what is short on the day
    that was asked about, each with how many. `may_overbook`: this seat may promise it all the same, with a reason;
    `backorders`: it is taken without a day."""

    day: date | None
    missing: tuple[tuple[str, int], ...] = ()
    may_overbook: bool = True
    backorders: bool = True


class AvailabilityQuestions(Protocol):
    def kinds(self, text: str, limit: int = 200) -> tuple[KindRow, ...]:
        """By name."""
        ...

    def kind(self, ref: str) -> KindPage:
        """By number or id. Raises UnknownVariant."""
        ...

    def earliest(self, wanted: Sequence[tuple[VariantId, int]], on: date | None = None) -> Earliest:
        """Bundles by their parts; services and counted goods are always there. `on`: the day that `missing` is about,
        None: today."""
        ...

    def of_customer(self, customer_id: CustomerId) -> tuple[PromiseRow, ...]:
        """What is kept for them, what they wait for, and what of their orders is not sent yet."""
        ...

    def of_contract(self, contract_id: ContractId) -> tuple[PromiseRow, ...]:
        """What of its order is not sent yet."""
        ...
