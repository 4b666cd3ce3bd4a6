"""What promises ask of the storage."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from domain.application import Seat
from domain.availability.forecast import Fact
from domain.availability.model import (
    Expectation,
    ExpectationId,
    KindAt,
    Overbooking,
    Promised,
    Reservation,
    ReservationId,
    Waiting,
    WaitingId,
)
from domain.ids import ContractId, CustomerId, OrderId, StoreId, TaskId, VariantId


class AvailabilityBook(Protocol):
    def lock(self, variant_id: VariantId, store_id: StoreId) -> None:
        """Of two promises of the same thing at a time, the second waits until the first is done and then sees it."""
        ...

    def facts(self, variant_id: VariantId, store_id: StoreId) -> list[Fact]: ...

    def reservation(self, reservation_id: ReservationId) -> Reservation:
        """Locks it until the command is done. Raises UnknownReservation."""
        ...

    def held(self, variant_id: VariantId, store_id: StoreId) -> list[Reservation]:
        """The oldest first; locked until the command is done."""
        ...

    def add_reservation(self, reservation: Reservation) -> None: ...

    def save_reservation(self, reservation: Reservation) -> None: ...

    def waiting(self, waiting_id: WaitingId) -> Waiting:
        """Locks it until the command is done. Raises UnknownWaiting."""
        ...

    def waiting_list(self, variant_id: VariantId, store_id: StoreId) -> list[Waiting]:
        """All who wait or have an offer, in their turn; locked until the command is done."""
        ...

    def is_waiting(self, customer_id: CustomerId, variant_id: VariantId, store_id: StoreId) -> bool: ...

    def add_waiting(self, waiting: Waiting) -> None:
        """At the end of the list."""
        ...

    def save_waiting(self, waiting: Waiting) -> None: ...

    def promise(self, order_id: OrderId, variants: Sequence[VariantId], promised_on: date | None) -> None:
        """None: no day is in sight; it is named as soon as one is."""
        ...

    def promised(self, variant_id: VariantId, store_id: StoreId) -> list[Promised]:
        """Of orders that wait for their things."""
        ...

    def save_promised(self, promised: Promised) -> None: ...

    def contract_of(self, order_id: OrderId) -> ContractId: ...

    def kinds_of(self, contract_ids: Sequence[ContractId]) -> list[KindAt]:
        """What was sent, or is still to be sent, with these contracts, each with the store that sends it."""
        ...

    def tasks_over(self) -> list[TaskId]:
        """Open tasks about the day of an order that waits for nothing any more: it was sent, or called off."""
        ...

    def seat(self) -> Seat:
        """Of whoever gives this command."""
        ...

    def note_overbooking(self, overbooking: Overbooking) -> None: ...

    def expect(self, expectation: Expectation) -> None: ...

    def expected(self, variant_id: VariantId, store_id: StoreId) -> list[Expectation]:
        """What is still to come, the earliest first; locked until the command is done."""
        ...

    def expectation(self, expectation_id: ExpectationId) -> Expectation:
        """Raises UnknownExpectation."""
        ...

    def save_expectation(self, expectation: Expectation) -> None:
        """With nothing left to come it is over."""
        ...
