"""The screens of the warehouse, in the order of the bar. Each imports its page when it is first opened."""

from functools import partial

from ui.desk import Desk
from ui.inspections.screens import screens as care_screens
from ui.language import N_
from ui.shell.groups import GOODS
from ui.shell.page import Page
from ui.shell.port import Screen, Shell

SEAT = "warehouse"


def screens(desk: Desk) -> tuple[Screen, ...]:
    """What the warehouse works with; the page of a thing and the tasks belong to every seat."""
    return (
        Screen("receive", N_("Receive"), "package-down", SEAT, partial(_receive, desk)),
        Screen("ship", N_("Ship"), "truck-outline", SEAT, partial(_ship, desk)),
        Screen("return", N_("Take back"), "keyboard-return", SEAT, partial(_take_back, desk)),
        Screen("refurbish", N_("Refurbish"), "wrench-outline", SEAT, partial(_refurbish, desk)),
        Screen("supplies", N_("Supplies"), "bottle-tonic-outline", SEAT, partial(_supplies, desk)),
        Screen("asset", N_("Asset"), "bicycle", "", partial(_asset, desk), group=GOODS),
        Screen("repairs", N_("Repairs"), "hammer-wrench", "", partial(_repairs, desk), group=GOODS),
        Screen("repair", N_("Repair"), "hammer-wrench", "", partial(_repair, desk), listed=False, part_of="repairs"),
        *care_screens(desk),
        Screen("tasks", N_("Tasks"), "clipboard-check-outline", "", partial(_tasks, desk)),
    )


def _receive(desk: Desk, shell: Shell) -> Page:
    from ui.warehouse.receiving.view import ReceivePage

    return ReceivePage(desk, shell)


def _ship(desk: Desk, shell: Shell) -> Page:
    from ui.warehouse.shipping.view import ShipPage

    return ShipPage(desk, shell)


def _take_back(desk: Desk, shell: Shell) -> Page:
    from ui.warehouse.returning.view import ReturnScreen

    return ReturnScreen(desk, shell)


def _refurbish(desk: Desk, shell: Shell) -> Page:
    from ui.warehouse.refurbishing.view import RefurbishScreen

    return RefurbishScreen(desk, shell)


def _supplies(desk: Desk, shell: Shell) -> Page:
    from ui.warehouse.supplies.view import SuppliesPage

    return SuppliesPage(desk, shell)


def _asset(desk: Desk, shell: Shell) -> Page:
    from ui.warehouse.assets.view import AssetScreen

    return AssetScreen(desk, shell)


def _repairs(desk: Desk, shell: Shell) -> Page:
    from ui.repairs.list import repairs_page

    return repairs_page(desk, shell)


def _repair(desk: Desk, shell: Shell) -> Page:
    from ui.repairs.view import OneRepair

    return OneRepair(desk, shell)


def _tasks(desk: Desk, shell: Shell) -> Page:
    from ui.warehouse.tasks.view import TasksPage

    return TasksPage(desk, shell)
