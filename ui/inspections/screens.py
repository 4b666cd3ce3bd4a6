"""The screens of maintenance and inspections that every seat has. Each imports its page when it is first opened."""

from functools import partial

from ui.desk import Desk
from ui.language import N_
from ui.shell.groups import GOODS
from ui.shell.page import Page
from ui.shell.port import Screen, Shell


def screens(desk: Desk) -> tuple[Screen, ...]:
    return (
        Screen("maintenance", N_("Maintenance"), "wrench-clock", "", partial(_maintenance, desk), group=GOODS),
        Screen("inspect", N_("Inspect"), "clipboard-check-outline", "", partial(_inspect, desk), False, "asset"),
    )


def _maintenance(desk: Desk, shell: Shell) -> Page:
    from ui.repairs.due_list import MaintenancePage

    return MaintenancePage(desk, shell)


def _inspect(desk: Desk, shell: Shell) -> Page:
    from ui.inspections.page import InspectPage

    return InspectPage(desk, shell)
