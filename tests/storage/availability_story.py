"""Every command of promises, in an order in which each makes sense."""

from collections.abc import Callable
from typing import Any

from domain.availability.drop_expectation import DropExpectation
from domain.availability.expect_receipt import ExpectReceipt
from domain.availability.join_waiting_list import JoinWaitingList
from domain.availability.leave_waiting_list import LeaveWaitingList
from domain.availability.look_at_availability import LookAtAvailability
from domain.availability.model import KindAt
from domain.availability.move_expectation import MoveExpectation
from domain.availability.release_reservation import ReleaseReservation
from domain.availability.reserve_product import ReserveProduct
from domain.catalog.add_product import ProductAdded
from domain.ids import CustomerId
from domain.settings.availability import AvailabilitySettings
from domain.settings.change_availability_settings import ChangeAvailabilitySettings
from tests.storage.business import Business
from tests.storage.trade import days, today


def tell_promises(do: Callable[[Any], Any], business: Business, customer_id: CustomerId, bike: ProductAdded) -> None:
    """Announced, reserved beyond what is free, waited for; looked at when offers and reservations have run out too."""
    kind = bike.variant_ids[0]
    do(ChangeAvailabilitySettings(0, AvailabilitySettings(padding_days=3), "Sommer"))
    expected = do(ExpectReceipt(kind, 3, today(business) + days(10)))
    do(MoveExpectation(expected.expectation_id, today(business) + days(12), 4))
    kept = do(ReserveProduct(customer_id, kind, 200, today(business), because="Messe"))
    place = do(JoinWaitingList(customer_id, kind))
    do(LookAtAvailability((KindAt(kind, kept.store_id),), arrived=1))
    do(ReleaseReservation(kept.reservation_id))
    do(DropExpectation(expected.expectation_id))
    do(LeaveWaitingList(place.waiting_id))
