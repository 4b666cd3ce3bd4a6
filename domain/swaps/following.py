"""What the worker does after what the office did to a swap, and after goods that may belong to one moved."""

from collections.abc import Callable
from datetime import date

from domain.application import Command, Event
from domain.returns.take_back_asset import AssetTakenBack
from domain.returns.take_back_parcel import ParcelTakenBack
from domain.returns.tell_return import News, TellReturn
from domain.shipping.confirm_arrival import ArrivalConfirmed
from domain.shipping.dispatch_shipment import ShipmentDispatched
from domain.shipping.model import ShipmentCause
from domain.swaps.follow_swaps import FollowSwaps
from domain.swaps.tell_swap import TellSwap
from domain.swaps.told import SwapMoved

Run = Callable[[str, Command], Event]
"""Runs one consequence; the text tells it apart from the others of the same fact."""


def follow_swap(event: Event, day: date, run: Run) -> None:
    """After all else that follows: a swap reads what the others left."""
    if isinstance(event, SwapMoved):
        run("swap_letter", TellSwap(event.swap_id))
        if event.return_id is not None:
            run("tell", TellReturn(event.return_id, News.ASKED_BACK))
    elif isinstance(event, ShipmentDispatched | ArrivalConfirmed):
        if event.cause is ShipmentCause.AGAIN:
            run("swaps", FollowSwaps(event.contract_id, day))
    elif isinstance(event, AssetTakenBack | ParcelTakenBack):
        run("swaps", FollowSwaps(event.contract_id, day))
