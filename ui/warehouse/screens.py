"""The screens of the warehouse, in the order of the bar. Each imports its page when it is first opened."""

from functools import partial

from ui.desk import Desk
from ui.devices.screens import screens as device_screens
from ui.inspections.screens import screens as care_screens
from ui.language import N_
from ui.printing.screens import screens as printing_screens
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
        Screen("relocate", N_("Relocate"), "dolly", SEAT, partial(_relocate, desk)),
        Screen("supplies", N_("Supplies"), "bottle-tonic-outline", SEAT, partial(_supplies, desk)),
        Screen("asset", N_("Asset"), "bicycle", "", partial(_asset, desk), group=GOODS),
        Screen("repairs", N_("Repairs"), "hammer-wrench", "", partial(_repairs, desk), group=GOODS),
        Screen("repair", N_("Repair"), "hammer-wrench", "", partial(_repair, desk), listed=False, part_of="repairs"),
        Screen("places", N_("Places"), "file-tree-outline", "", partial(_places, desk), group=GOODS),
        Screen("counts", N_("Stock counts"), "counter", "", partial(_counts, desk), listed=False, part_of="places"),
        Screen("count", N_("Stock count"), "counter", "", partial(_count, desk), listed=False, part_of="places"),
        *care_screens(desk),
        *device_screens(desk),
        *printing_screens(desk),
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


def _relocate(desk: Desk, shell: Shell) -> Page:
    from ui.warehouse.relocating.view import RelocatePage

    return RelocatePage(desk, shell)


def _places(desk: Desk, shell: Shell) -> Page:
    from ui.places.view import PlacesPage

    return PlacesPage(desk, shell)


def _counts(desk: Desk, shell: Shell) -> Page:
    from ui.warehouse.counting.list import CountsPage

    return CountsPage(desk, shell)


def _count(desk: Desk, shell: Shell) -> Page:
    from ui.warehouse.counting.view import CountPageView

    return CountPageView(desk, shell)


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
