"""The device lab belongs to every seat: it opens from the person's menu, and has no place in the bar."""

from functools import partial

from ui.desk import Desk
from ui.language import N_
from ui.shell.page import Page
from ui.shell.port import Screen, Shell


def screens(desk: Desk) -> tuple[Screen, ...]:
    return (Screen("devices", N_("Devices"), "barcode-scan", "", partial(_devices, desk), listed=False),)


def _devices(desk: Desk, shell: Shell) -> Page:
    from ui.devices.view import DevicesPage

    return DevicesPage(desk, shell)
