"""The screens of the warehouse, in the order of the bar."""

from functools import partial

from ui.desk import Desk
from ui.language import N_
from ui.shell.port import Screen
from ui.warehouse.assets.view import AssetScreen
from ui.warehouse.receiving.view import ReceivePage
from ui.warehouse.refurbishing.view import RefurbishScreen
from ui.warehouse.returning.view import ReturnScreen
from ui.warehouse.shipping.view import ShipPage

SEAT = "warehouse"


def screens(desk: Desk) -> tuple[Screen, ...]:
    """What the warehouse works with; the page of a thing belongs to every seat."""
    return (
        Screen("receive", N_("Receive"), "package-down", SEAT, partial(ReceivePage, desk)),
        Screen("ship", N_("Ship"), "truck-outline", SEAT, partial(ShipPage, desk)),
        Screen("return", N_("Take back"), "keyboard-return", SEAT, partial(ReturnScreen, desk)),
        Screen("refurbish", N_("Refurbish"), "wrench-outline", SEAT, partial(RefurbishScreen, desk)),
        Screen("asset", N_("Asset"), "bicycle", "", partial(AssetScreen, desk)),
    )
