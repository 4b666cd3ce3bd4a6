"""After which facts the worker looks at promises again: whatever changes what is free, or what is promised."""

from collections.abc import Callable

from domain.application import Command, Event
from domain.assets.receive_assets import AssetsReceived, ReceiveAssets
from domain.availability.drop_expectation import ExpectationDropped
from domain.availability.expect_receipt import ReceiptExpected
from domain.availability.join_waiting_list import WaitingListJoined
from domain.availability.leave_waiting_list import WaitingListLeft
from domain.availability.look_at_availability import KindAt, LookAtAvailability
from domain.availability.release_reservation import ReservationReleased
from domain.availability.reserve_product import ProductReserved
from domain.refurbishment.finish_refurbishment import FinishRefurbishment

Run = Callable[[str, Command], Event]
_OF_A_KIND = (
    ExpectationDropped,
    ProductReserved,
    ReceiptExpected,
    ReservationReleased,
    WaitingListJoined,
    WaitingListLeft,
)


def follow_availability(command: Command, event: Event, run: Run) -> None:
    """Beside whatever else follows from the fact."""
    if isinstance(event, _OF_A_KIND):
        run("availability", LookAtAvailability((KindAt(event.variant_id, event.store_id),)))
    elif isinstance(command, ReceiveAssets) and isinstance(event, AssetsReceived):
        run("availability", LookAtAvailability(asset_ids=event.asset_ids[:1], arrived=len(event.asset_ids)))
    elif isinstance(command, FinishRefurbishment):
        run("availability", LookAtAvailability(asset_ids=(command.asset_id,)))
