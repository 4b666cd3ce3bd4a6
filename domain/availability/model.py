"""Reservations, the waiting list, days promised with an order, expected receipts: values and where each may go."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import CustomerId, OrderId, StoreId, VariantId

ReservationId = NewType("ReservationId", UUID)
WaitingId = NewType("WaitingId", UUID)
ExpectationId = NewType("ExpectationId", UUID)
MOST: Final = 999


class ReservationStatus(StrEnum):
    HELD = "held"
    TAKEN = "taken"
    RELEASED = "released"
    EXPIRED = "expired"


class ReservationAction(StrEnum):
    TAKE = "take"
    RELEASE = "release"
    EXPIRE = "expire"


RESERVATION_TRANSITIONS: Final = {
    (ReservationStatus.HELD, ReservationAction.TAKE): ReservationStatus.TAKEN,
    (ReservationStatus.HELD, ReservationAction.RELEASE): ReservationStatus.RELEASED,
    (ReservationStatus.HELD, ReservationAction.EXPIRE): ReservationStatus.EXPIRED,
}


class WaitingStatus(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    EXPIRED = "expired"
    LEFT = "left"


class WaitingAction(StrEnum):
    OFFER = "offer"
    TAKE = "take"
    EXPIRE = "expire"
    LEAVE = "leave"


WAITING_TRANSITIONS: Final = {
    (WaitingStatus.WAITING, WaitingAction.OFFER): WaitingStatus.OFFERED,
    (WaitingStatus.WAITING, WaitingAction.LEAVE): WaitingStatus.LEFT,
    (WaitingStatus.OFFERED, WaitingAction.TAKE): WaitingStatus.TAKEN,
    (WaitingStatus.OFFERED, WaitingAction.EXPIRE): WaitingStatus.EXPIRED,
    (WaitingStatus.OFFERED, WaitingAction.LEAVE): WaitingStatus.LEFT,
}


class IllegalReservationStep(RuleViolation):
    """The reservation was taken, released or ran out before."""

    code = "illegal_reservation_step"


class IllegalWaitingStep(RuleViolation):
    """The place on the waiting list does not allow this as it stands."""

    code = "illegal_waiting_step"


class UnknownReservation(NotFound):
    code = "unknown_reservation"


class UnknownWaiting(NotFound):
    """Nobody stands on the waiting list under this id."""

    code = "unknown_waiting"


class UnknownExpectation(NotFound):
    """This receipt is not expected, or it came already."""

    code = "unknown_expectation"


class WaitsAlready(Conflict):
    """The customer stands on this waiting list already."""

    code = "waits_already"


class DaysWrong(InvalidInput):
    """The first day lies in the past, or the last one before the first."""

    code = "availability_period_wrong"


class NotFreeThen(Conflict):
    """So many are not free from that day on. It may be promised all the same, with a reason."""

    code = "not_free_then"


class NotInSight(NotFreeThen):
    """So many are not free, and nobody knows a day on which they will be."""

    code = "not_in_sight"


class OverbookingNotAllowed(RuleViolation):
    """The owner does not let this seat promise more than is free, with or without a reason."""

    code = "overbooking_not_allowed"


class PromiseOfAnother(RuleViolation):
    """The reservation or the offer is another customer's, or for another product than what is ordered."""

    code = "promise_of_another"


@dataclass(frozen=True, slots=True)
class KindAt:
    """One kind of thing in one store."""

    variant_id: VariantId
    store_id: StoreId


@dataclass(frozen=True, slots=True)
class Reservation:
    """`quantity` things for a customer from a day until the day before `until_on` (None: until it is given back).

    Held until the end of `hold_until`; which thing it is, is decided when it is packed.
    """

    id: ReservationId
    customer_id: CustomerId
    variant_id: VariantId
    store_id: StoreId
    quantity: int
    from_on: date
    until_on: date | None
    hold_until: date
    status: ReservationStatus = ReservationStatus.HELD
    is_told: bool = False

    def acted(self, action: ReservationAction) -> "Reservation":
        """Raises IllegalReservationStep."""
        if (self.status, action) not in RESERVATION_TRANSITIONS:
            raise IllegalReservationStep(status=self.status, action=action)
        return replace(self, status=RESERVATION_TRANSITIONS[self.status, action])


@dataclass(frozen=True, slots=True)
class Waiting:
    """One customer's place for one thing. `offer_until`: the last day on which the offered one is theirs.

    `told`: the status of which the customer was told last; None: of nothing yet.
    """

    id: WaitingId
    customer_id: CustomerId
    variant_id: VariantId
    store_id: StoreId
    joined_on: date
    status: WaitingStatus = WaitingStatus.WAITING
    offer_until: date | None = None
    told: WaitingStatus | None = None

    def acted(self, action: WaitingAction) -> "Waiting":
        """Raises IllegalWaitingStep."""
        if (self.status, action) not in WAITING_TRANSITIONS:
            raise IllegalWaitingStep(status=self.status, action=action)
        return replace(self, status=WAITING_TRANSITIONS[self.status, action])


@dataclass(frozen=True, slots=True)
class OrderPromise:
    """What an order is told: from which day on its things are there. `because`: why more is promised than is free, ""
    where it is not. It may serve a reservation or an offer of the waiting list, which ends with it."""

    promised_on: date
    because: str = ""
    reservation_id: ReservationId | None = None
    waiting_id: WaitingId | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    """A day promised with an order of one kind of thing; None: none was in sight yet. `expected_on` None and `is_late`:
    nobody knows when it comes. `is_asked`: a task says that the order has no day; `others_wait`: neither has another
    kind of thing in it."""

    order_id: OrderId
    number: str
    variant_id: VariantId
    promised_on: date | None
    expected_on: date | None
    is_late: bool
    is_asked: bool = False
    others_wait: bool = False


@dataclass(frozen=True, slots=True)
class Expectation:
    """Things that a supplier announced for a day; `quantity` is what is still to come."""

    id: ExpectationId
    variant_id: VariantId
    store_id: StoreId
    quantity: int
    expected_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Overbooking:
    """More was promised than is free, and somebody said why."""

    variant_id: VariantId
    store_id: StoreId
    missing: int
    from_on: date
    because: str
    order_id: OrderId | None = None
    reservation_id: ReservationId | None = None
